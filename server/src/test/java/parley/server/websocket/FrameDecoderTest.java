package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.server.websocket.FrontDoorIT.concat;
import static parley.server.websocket.RawClient.closeFrame;
import static parley.server.websocket.RawClient.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.model.CloseCode;

class FrameDecoderTest {
    private static final int MAX = 65_536;
    private static final byte[] NOTHING = new byte[0];

    private FrameDecoder decoder = new FrameDecoder(MAX, 256, false);

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private List<String> decode(byte[]... chunks) throws ProtocolViolation {
        List<String> said = new ArrayList<>();
        for (byte[] chunk : chunks) {
            ByteBuffer in = ByteBuffer.allocateDirect(chunk.length);
            in.put(chunk).flip();
            for (Incoming next = decoder.next(in); next != null; next = decoder.next(in)) {
                said.add(describe(next));
            }
            assertThat(in.hasRemaining()).isFalse();
        }
        return said;
    }

    static String describe(Incoming incoming) {
        if (incoming instanceof Incoming.Text text) {
            return "text " + text.text();
        } else if (incoming instanceof Incoming.Ping ping) {
            return "ping " + StandardCharsets.UTF_8.decode(ping.payload().duplicate());
        } else if (incoming instanceof Incoming.Close close) {
            return "close " + close.payload().code() + " " + close.payload().reason();
        }
        return "pong";
    }

    private CloseCode violation(byte[] bytes) {
        decoder = new FrameDecoder(MAX, 256, false);
        try {
            throw new AssertionError("decoded " + decode(bytes));
        } catch (ProtocolViolation e) {
            return e.code();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536})
    void textOfAnyLengthUpToTheLimit(int length) throws Exception {
        String text = "x".repeat(length);
        assertThat(decode(frame(0x81, text))).containsExactly("text " + text);
    }

    @Test
    void conversationCutAtEveryByte() throws Exception {
        byte[] all = concat(
                frame(0x81, "one ä"),
                frame(0x01, "tw"),
                frame(0x89, "ping"),
                frame(0x00, new byte[0]),
                frame(0x80, "o \uD83D\uDC4B"),
                frame(0x8A, ""),
                frame(0x81, "three".repeat(40)),
                closeFrame(1000, "bye"));
        List<String> expected = List.of(
                "text one ä",
                "ping ping",
                "text two \uD83D\uDC4B",
                "pong",
                "text " + "three".repeat(40),
                "close 1000 bye");
        for (int first = 0; first <= all.length; first++) {
            decoder = new FrameDecoder(MAX, 256, false);
            assertThat(decode(Arrays.copyOfRange(all, 0, first), Arrays.copyOfRange(all, first, all.length)))
                    .as("cut at %d", first)
                    .isEqualTo(expected);
        }
        byte[][] single = new byte[all.length][];
        for (int i = 0; i < all.length; i++) {
            single[i] = new byte[] {all[i]};
        }
        decoder = new FrameDecoder(MAX, 256, false);
        assertThat(decode(single)).isEqualTo(expected);
    }

    @Test
    void codePointsMayBeSplitOverFragments() throws Exception {
        byte[] wave = "\uD83D\uDC4B".getBytes(StandardCharsets.UTF_8);
        assertThat(decode(
                        frame(0x01, Arrays.copyOfRange(wave, 0, 1)),
                        frame(0x00, Arrays.copyOfRange(wave, 1, 3)),
                        frame(0x80, Arrays.copyOfRange(wave, 3, 4))))
                .containsExactly("text \uD83D\uDC4B");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "8105 68656c6c6f, PROTOCOL_ERROR, unmasked",
        "8180, , masked and empty is fine",
        "c180, PROTOCOL_ERROR, RSV1",
        "a180, PROTOCOL_ERROR, RSV2",
        "9180, PROTOCOL_ERROR, RSV3",
        "f180, PROTOCOL_ERROR, all of them",
        "8380, PROTOCOL_ERROR, reserved opcode 3",
        "8780, PROTOCOL_ERROR, reserved opcode 7",
        "8b80, PROTOCOL_ERROR, reserved opcode 11",
        "8f80, PROTOCOL_ERROR, reserved opcode 15",
        "8280, UNSUPPORTED_DATA, binary",
        "0280, UNSUPPORTED_DATA, binary fragment",
        "8200, PROTOCOL_ERROR, unmasked binary",
        "8080, PROTOCOL_ERROR, continuation of nothing",
        "0080, PROTOCOL_ERROR, continuation of nothing that goes on",
        "0980, PROTOCOL_ERROR, fragmented ping",
        "0a80, PROTOCOL_ERROR, fragmented pong",
        "0880, PROTOCOL_ERROR, fragmented close",
        "89fe, PROTOCOL_ERROR, ping of 126",
        "8aff, PROTOCOL_ERROR, pong of 64-bit length",
        "88fe, PROTOCOL_ERROR, close of 126",
        "81ff 0000000000010001, TOO_BIG, one byte over the limit",
        "81ff 0000000100000000, TOO_BIG, 2^32",
        "81ff 7fffffffffffffff, TOO_BIG, 2^63 - 1",
        "81ff 8000000000000000, PROTOCOL_ERROR, top bit set",
        "81ff ffffffffffffffff, PROTOCOL_ERROR, -1",
        "0180 00000000 8180, PROTOCOL_ERROR, text inside a message",
        "0180 00000000 0180, PROTOCOL_ERROR, another beginning",
        "8181 00000000 ff, INVALID_UTF8, not UTF-8",
        "8182 00000000 c0af, INVALID_UTF8, overlong",
        "8183 00000000 eda080, INVALID_UTF8, surrogate",
        "8184 00000000 f4908080, INVALID_UTF8, over 10FFFF",
        "8182 00000000 e282, INVALID_UTF8, cut off",
        "0181 00000000 e2 8081 00000000 82, INVALID_UTF8, cut off over fragments",
        "0181 00000000 ff, INVALID_UTF8, not UTF-8 in a fragment",
        "8881 00000000 03, PROTOCOL_ERROR, half a close code",
        "8883 00000000 03e8ff, INVALID_UTF8, close reason",
    })
    void guards(String bytes, CloseCode code, String what) throws Exception {
        if (code == null) {
            assertThat(decode(hex(bytes))).isEmpty();
        } else {
            assertThat(violation(hex(bytes))).as(what).isEqualTo(code);
        }
    }

    @ParameterizedTest(name = "close code {0} may be sent: {1}")
    @CsvSource({
        "0, false", "999, false", "1000, true", "1003, true", "1004, false", "1005, false", "1006, false",
        "1007, true", "1011, true", "1014, true", "1015, false", "1016, false", "2999, false", "3000, true",
        "4000, true", "4999, true", "5000, false", "65535, false",
    })
    void closeCodes(int code, boolean allowed) throws Exception {
        if (allowed) {
            assertThat(decode(closeFrame(code, ""))).containsExactly("close " + code + " ");
        } else {
            assertThat(violation(closeFrame(code, ""))).isEqualTo(CloseCode.PROTOCOL_ERROR);
        }
    }

    @Test
    void closeWithoutCode() throws Exception {
        assertThat(decode(frame(0x88, NOTHING))).containsExactly("close 1005 ");
    }

    @Test
    void sizeCountsOverFragmentsAndIsJudgedByTheHeader() throws Exception {
        decode(frame(0x01, new byte[65_000]), frame(0x00, new byte[536]), frame(0x89, "p"));
        // The header alone; not one byte of its payload has come.
        assertThatThrownBy(() -> decode(hex("0081")))
                .isInstanceOfSatisfying(
                        ProtocolViolation.class, e -> assertThat(e.code()).isEqualTo(CloseCode.TOO_BIG));
        assertThat(violation(concat(frame(0x01, new byte[65_000]), hex("80fe 0219"))))
                .isEqualTo(CloseCode.TOO_BIG);
    }

    @Test
    void fragmentsAreCounted() throws Exception {
        decode(frame(0x01, NOTHING));
        for (int i = 1; i < 255; i++) {
            decode(frame(0x00, NOTHING));
        }
        assertThat(decode(frame(0x80, "end"), frame(0x01, NOTHING))).containsExactly("text end");
        for (int i = 1; i < 256; i++) {
            decode(frame(0x00, NOTHING));
        }
        assertThatThrownBy(() -> decode(hex("8080")))
                .isInstanceOfSatisfying(
                        ProtocolViolation.class, e -> assertThat(e.code()).isEqualTo(CloseCode.TOO_BIG));
    }

    @Test
    void anAnnouncedLengthCostsNothing() throws IOException, ProtocolViolation {
        List<FrameDecoder> many = new ArrayList<>();
        byte[] start = concat(hex("81fe ffff 00000000"), new byte[10]);
        long before = usedBytes();
        for (int i = 0; i < 10_000; i++) {
            FrameDecoder one = new FrameDecoder(MAX, 256, false);
            assertThat(one.next(ByteBuffer.wrap(start))).isNull();
            many.add(one);
        }
        assertThat((usedBytes() - before) / many.size()).isLessThan(1_000);
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
