package parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables in {@code docs/protocol.md} are those of the enums. After a change, {@code -Dparley.docs=write} writes them
 * anew.
 */
class ProtocolDocumentTest {
    private static final Path FILE = Path.of("../docs/protocol.md");

    @Test
    void tablesAreThoseOfTheCode() throws IOException {
        String document = Files.readString(FILE);
        String expected = replaced(document, "error codes", errorCodes());
        expected = replaced(expected, "close codes", closeCodes());
        expected = replaced(expected, "limits", limits());
        if (System.getProperty("parley.docs", "").equals("write")) {
            Files.writeString(FILE, expected);
        }
        assertThat(Files.readString(FILE))
                .as("write it anew with -Dparley.docs=write")
                .isEqualTo(expected);
    }

    @Test
    void everyTypeOfTheCodecIsDescribed() throws IOException {
        String document = Files.readString(FILE);
        Stream.concat(
                        Samples.FROM_CLIENTS.stream().map(ClientCodec::encode),
                        Samples.FROM_SERVERS.stream().map(ServerCodec::encode))
                .map(json -> json.substring("{\"type\":\"".length(), json.indexOf('"', "{\"type\":\"".length())))
                .distinct()
                .forEach(type -> assertThat(document).contains("| `" + type + "` |"));
    }

    private static String replaced(String document, String table, String rows) {
        String begin = "<!-- " + table + " -->\n";
        int from = document.indexOf(begin) + begin.length();
        int to = document.indexOf("<!-- end -->", from);
        return document.substring(0, from) + rows + document.substring(to);
    }

    private static String errorCodes() {
        return "| code | what a person is told | final |\n|---|---|---|\n"
                + Arrays.stream(ErrorCode.values())
                        .map(code -> "| `" + code.wire() + "` | " + code.sentence() + " | "
                                + (code.isFinalForWrites() ? "yes" : "") + " |\n")
                        .collect(Collectors.joining());
    }

    private static String closeCodes() {
        return "| code | reason | client |\n|---|---|---|\n"
                + Arrays.stream(CloseCode.values())
                        .map(code -> "| " + code.code() + " | " + code.reason() + " | "
                                + (CloseCode.meansReconnect(code.code()) ? "reconnect" : "stop") + " |\n")
                        .collect(Collectors.joining());
    }

    private static String limits() {
        return "| number | of |\n|---|---|\n"
                + Arrays.stream(Limit.values())
                        .map(limit -> String.format(Locale.ROOT, "| %,d | %s |\n", limit.value(), limit.meaning()))
                        .collect(Collectors.joining());
    }
}
