package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.ErrorCode;
import parley.model.ProtocolException;

/** Any text becomes a request, or an error that can be answered, in short time; and what was read can be written. */
class ClientCodecFuzz {
    private static final CpuTime TIME = new CpuTime("ClientCodecFuzz");

    @AfterAll
    static void print() {
        TIME.print();
    }

    @FuzzTest
    @DictionaryEntries({
        "\"type\":",
        "\"ref\":\"r1\"",
        "\"room\":\"lobby\"",
        "\"hello\"",
        "\"join\"",
        "\"leave\"",
        "\"message\"",
        "\"edit\"",
        "\"delete\"",
        "\"history\"",
        "\"ping\"",
        "\"version\":1",
        "\"username\":\"ada\"",
        "\"resume\":[{",
        "\"epoch\":\"e\"",
        "\"seq\":7",
        "\"target\":7",
        "\"limit\":50",
        "\"before\":9",
        "\"after\":0",
        "\"around\":1",
        "1e999999999",
        "-0.0",
        "9007199254740992",
        "null",
        "true",
        "[[[[[[[[",
        "\\ud800",
        "\\u0000",
        "\\uDC4B"
    })
    void anyTextIsReadOrRefused(byte[] utf8) {
        TIME.run(utf8, ClientCodecFuzz::readOrRefused);
    }

    static void readOrRefused(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        try {
            ClientMessage message = ClientCodec.read(text).decode();
            assertThat(ClientCodec.decode(ClientCodec.encode(message))).isEqualTo(message);
        } catch (ProtocolException refused) {
            assertThat(refused.code()).isIn(ErrorCode.BAD_REQUEST, ErrorCode.UNKNOWN_TYPE);
            assertThat(refused.sentence()).isNotBlank();
        }
    }
}
