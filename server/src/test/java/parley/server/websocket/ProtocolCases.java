package parley.server.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import parley.server.websocket.ProtocolCase.Builder;
import parley.server.websocket.ProtocolCase.End;

/**
 * The cases of the public Autobahn test suite, groups 1 to 7, 9 and 10 (8 is empty, 11 never came, 12 and 13 are about
 * compression, which we do not offer), as data for a dozen templates.
 */
final class ProtocolCases {
    private static final int FINAL = 0x80;
    private static final int TEXT = FINAL | Opcode.TEXT;
    private static final int BINARY = FINAL | Opcode.BINARY;
    private static final int LAST = FINAL | Opcode.CONTINUATION;
    private static final int MORE = Opcode.CONTINUATION;
    private static final int CLOSE = FINAL | Opcode.CLOSE;
    private static final int PING = FINAL | Opcode.PING;
    private static final int PONG = FINAL | Opcode.PONG;
    private static final String HELLO = "Hello, world!";
    private static final byte[] NOT_TEXT = hex("00fffefdfcfb00ff");
    private static final byte[] GREEK = hex("cebae1bdb9cf83cebcceb5");
    private static final int KIB = 1_024;
    private static final int MIB = 1_024 * 1_024;

    private final List<ProtocolCase> cases = new ArrayList<>();

    private ProtocolCases() {}

    static List<ProtocolCase> all() {
        ProtocolCases all = new ProtocolCases();
        all.framing();
        all.pings();
        all.reservedBits();
        all.reservedOpcodes();
        all.fragments();
        all.utf8();
        all.utf8EarlyEnd();
        all.utf8Sequences();
        all.closing();
        all.closeCodes();
        all.sizes();
        return all.cases;
    }

    // Group 1.
    private void framing() {
        int[] lengths = {0, 125, 126, 127, 128, 65_535, 65_536, 65_536};
        for (int i = 0; i < lengths.length; i++) {
            int chop = i == 7 ? 997 : Integer.MAX_VALUE;
            echo("1.1." + (i + 1), Opcode.TEXT, "*".repeat(lengths[i]).getBytes(StandardCharsets.US_ASCII), chop);
            echo("1.2." + (i + 1), Opcode.BINARY, repeated(0xFE, lengths[i]), chop);
        }
    }

    // Group 2.
    private void pings() {
        byte[][] payloads = {{}, HELLO.getBytes(StandardCharsets.US_ASCII), NOT_TEXT, repeated(0xFE, 125)};
        for (int i = 0; i < payloads.length; i++) {
            add(start("2." + (i + 1)).frame(PING, payloads[i]).expect(Opcode.PONG, payloads[i]), End.CLOSED_BY_CLIENT);
        }
        add(start("2.5").frame(PING, repeated(0xFE, 126)), End.PROTOCOL_ERROR);
        add(
                start("2.6").chops(1).frame(PING, repeated(0xFE, 125)).expect(Opcode.PONG, repeated(0xFE, 125)),
                End.CLOSED_BY_CLIENT);
        add(start("2.7").frame(PONG, ""), End.CLOSED_BY_CLIENT);
        add(start("2.8").frame(PONG, "nobody asked"), End.CLOSED_BY_CLIENT);
        add(
                start("2.9").frame(PONG, "nobody asked").frame(PING, "ping").expect(Opcode.PONG, "ping"),
                End.CLOSED_BY_CLIENT);
        for (int i = 10; i <= 11; i++) {
            Builder ten = start("2." + i).chops(i == 10 ? Integer.MAX_VALUE : 1);
            for (int ping = 0; ping < 10; ping++) {
                ten.frame(PING, "payload-" + ping).expect(Opcode.PONG, "payload-" + ping);
            }
            add(ten, End.CLOSED_BY_CLIENT);
        }
    }

    // Group 3: reserved bits 1 to 7.
    private void reservedBits() {
        add(start("3.1").frame(TEXT | 1 << 4, HELLO), End.PROTOCOL_ERROR);
        for (int bits = 2; bits <= 4; bits++) {
            errorAfterAnEcho("3." + bits, bits, TEXT | bits << 4, HELLO);
        }
        add(start("3.5").frame(BINARY | 5 << 4, NOT_TEXT), End.PROTOCOL_ERROR);
        add(start("3.6").frame(PING | 6 << 4, HELLO), End.PROTOCOL_ERROR);
        add(start("3.7").frame(CLOSE | 7 << 4, ""), End.PROTOCOL_ERROR);
    }

    // Group 4.
    private void reservedOpcodes() {
        for (int group = 1; group <= 2; group++) {
            int opcode = FINAL | (group == 1 ? 3 : 11);
            add(start("4." + group + ".1").frame(opcode, ""), End.PROTOCOL_ERROR);
            add(start("4." + group + ".2").frame(opcode + 1, "reserved"), End.PROTOCOL_ERROR);
            errorAfterAnEcho("4." + group + ".3", 2, opcode + 2, "");
            errorAfterAnEcho("4." + group + ".4", 3, opcode + 3, HELLO);
            errorAfterAnEcho("4." + group + ".5", 4, opcode + 4, HELLO);
        }
    }

    /** A good message, a bad frame, and a ping that nobody must answer; how they are cut: 2 not, 3 at frames, 4 everywhere. */
    private void errorAfterAnEcho(String id, int cut, int first, String payload) {
        Builder builder = start(id).chops(cut == 4 ? 1 : Integer.MAX_VALUE);
        builder.frame(TEXT, HELLO);
        if (cut == 3) {
            builder.pause(20);
        }
        builder.frame(first, payload).frame(PING, "");
        add(builder.expect(Opcode.TEXT, HELLO).orNothing(), End.PROTOCOL_ERROR);
    }

    // Group 5.
    private void fragments() {
        add(start("5.1").frame(Opcode.PING, "fragment1").frame(LAST, "fragment2"), End.PROTOCOL_ERROR);
        add(start("5.2").frame(Opcode.PONG, "fragment1").frame(LAST, "fragment2"), End.PROTOCOL_ERROR);
        for (int cut = 0; cut < 3; cut++) {
            add(
                    cut(start("5." + (3 + cut)), cut, f(Opcode.TEXT, "fragment1"), f(LAST, "fragment2"))
                            .expect(Opcode.TEXT, "fragment1fragment2"),
                    End.CLOSED_BY_CLIENT);
            add(
                    cut(
                                    start("5." + (6 + cut)),
                                    cut,
                                    f(Opcode.TEXT, "fragment1"),
                                    f(PING, "ping"),
                                    f(LAST, "fragment2"))
                            .expect(Opcode.PONG, "ping")
                            .expect(Opcode.TEXT, "fragment1fragment2"),
                    End.CLOSED_BY_CLIENT);
            add(cut(start("5." + (9 + cut)), cut, f(LAST, "of nothing"), f(TEXT, HELLO)), End.PROTOCOL_ERROR);
            add(cut(start("5." + (12 + cut)), cut, f(MORE, "of nothing"), f(TEXT, HELLO)), End.PROTOCOL_ERROR);
        }
        add(
                start("5.15")
                        .frame(Opcode.TEXT, "fragment1")
                        .frame(LAST, "fragment2")
                        .frame(MORE, "fragment3")
                        .frame(TEXT, "fragment4")
                        .expect(Opcode.TEXT, "fragment1fragment2")
                        .orNothing(),
                End.PROTOCOL_ERROR);
        for (int i = 16; i <= 17; i++) {
            Builder twice = start("5." + i);
            for (int round = 0; round < 2; round++) {
                twice.frame(i == 16 ? MORE : LAST, "fragment1")
                        .frame(Opcode.TEXT, "fragment2")
                        .frame(LAST, "fragment3");
            }
            add(twice, End.PROTOCOL_ERROR);
        }
        add(start("5.18").frame(Opcode.TEXT, "fragment1").frame(TEXT, "fragment2"), End.PROTOCOL_ERROR);
        for (int cut = 0; cut < 2; cut++) {
            Builder builder = start("5." + (19 + cut));
            cut(builder, cut, f(Opcode.TEXT, "fragment1"), f(MORE, "fragment2"), f(PING, "1"));
            builder.pause(200);
            cut(builder, cut, f(MORE, "fragment3"), f(MORE, "fragment4"), f(PING, "2"), f(LAST, "fragment5"));
            add(
                    builder.expect(Opcode.PONG, "1")
                            .expect(Opcode.PONG, "2")
                            .expect(Opcode.TEXT, "fragment1fragment2fragment3fragment4fragment5"),
                    End.CLOSED_BY_CLIENT);
        }
    }

    // Groups 6.1 to 6.3.
    private void utf8() {
        String mixed = "Hello-µ@ßöäüàá-UTF-8!!";
        byte[] invalid = joined(GREEK, hex("eda080"), "edited".getBytes(StandardCharsets.US_ASCII));
        add(start("6.1.1").frame(TEXT, "").expect(Opcode.TEXT, ""), End.CLOSED_BY_CLIENT);
        for (int i = 2; i <= 3; i++) {
            String middle = i == 2 ? "" : "middle frame payload";
            add(
                    start("6.1." + i)
                            .frame(Opcode.TEXT, "")
                            .frame(MORE, middle)
                            .frame(LAST, "")
                            .expect(Opcode.TEXT, middle),
                    End.CLOSED_BY_CLIENT);
        }
        add(start("6.2.1").frame(TEXT, mixed).expect(Opcode.TEXT, mixed), End.CLOSED_BY_CLIENT);
        add(
                start("6.2.2")
                        .frame(Opcode.TEXT, mixed.substring(0, 11))
                        .frame(LAST, mixed.substring(11))
                        .expect(Opcode.TEXT, mixed),
                End.CLOSED_BY_CLIENT);
        byte[][] whole = {mixed.getBytes(StandardCharsets.UTF_8), GREEK};
        for (int i = 0; i < whole.length; i++) {
            add(
                    start("6.2." + (3 + i)).fragments(Opcode.TEXT, whole[i], 1).expect(Opcode.TEXT, whole[i]),
                    End.CLOSED_BY_CLIENT);
        }
        add(start("6.3.1").frame(TEXT, invalid), End.INVALID_PAYLOAD);
        add(start("6.3.2").fragments(Opcode.TEXT, invalid, 1), End.INVALID_PAYLOAD);
    }

    /** Group 6.4: invalid from its 13th byte on. Whoever waits for the whole message instead is not strict. */
    private void utf8EarlyEnd() {
        byte[] all = joined(GREEK, hex("f4908080"), "edited".getBytes(StandardCharsets.US_ASCII));
        int[][] cuts = {{11, 15}, {12, 13}};
        for (int i = 0; i < cuts.length; i++) {
            int first = cuts[i][0];
            int second = cuts[i][1];
            add(
                    start("6.4." + (i + 1))
                            .frame(Opcode.TEXT, part(all, 0, first))
                            .pause(200)
                            .frame(MORE, part(all, first, second))
                            .pause(200)
                            .frame(LAST, part(all, second, all.length)),
                    End.INVALID_PAYLOAD);
            byte[] frame = RawClient.frame(TEXT, all);
            int header = frame.length - all.length;
            add(
                    start("6.4." + (i + 3))
                            .bytes(part(frame, 0, header + first))
                            .pause(200)
                            .bytes(part(frame, header + first, header + second))
                            .pause(200)
                            .bytes(part(frame, header + second, frame.length)),
                    End.INVALID_PAYLOAD);
        }
    }

    /** Groups 6.5 to 6.23, after Markus Kuhn's UTF-8 decoder capability and stress test. */
    private void utf8Sequences() {
        int group = 5;
        for (String line : Utf8Sequences.GROUPS) {
            int number = 1;
            for (String sequence : line.split(" ")) {
                byte[] bytes = hex(sequence);
                String id = "6." + group + "." + number++;
                if (isUtf8(bytes)) {
                    echo(id, Opcode.TEXT, bytes, Integer.MAX_VALUE);
                } else {
                    add(start(id).frame(TEXT, bytes), End.INVALID_PAYLOAD);
                }
            }
            group++;
        }
    }

    // Groups 7.1 to 7.5.
    private void closing() {
        add(start("7.1.1").frame(TEXT, HELLO).expect(Opcode.TEXT, HELLO), End.CLOSED_BY_CLIENT);
        add(start("7.1.2").close(1_000, "").frame(CLOSE, ""), End.ANSWERED);
        add(start("7.1.3").close(1_000, "").frame(PING, ""), End.ANSWERED);
        add(start("7.1.4").close(1_000, "").frame(TEXT, HELLO), End.ANSWERED);
        add(start("7.1.5").frame(Opcode.TEXT, "fragment1").close(1_000, "").frame(LAST, "fragment2"), End.ANSWERED);
        add(
                start("7.1.6")
                        .frame(TEXT, "BAsd7&jh23".repeat(256 * KIB / 10))
                        .frame(TEXT, HELLO)
                        .close(1_000, "")
                        .frame(PING, ""),
                End.ANY);
        add(start("7.3.1").frame(CLOSE, ""), End.ANSWERED);
        add(start("7.3.2").frame(CLOSE, "a"), End.PROTOCOL_ERROR);
        add(start("7.3.3").close(1_000, ""), End.ANSWERED);
        add(start("7.3.4").close(1_000, "Hello World!"), End.ANSWERED);
        add(start("7.3.5").close(1_000, "*".repeat(123)), End.ANSWERED);
        add(start("7.3.6").close(1_000, "*".repeat(124)), End.PROTOCOL_ERROR);
        byte[] reason = joined(hex("03e8"), GREEK, hex("eda080"), "edited".getBytes(StandardCharsets.US_ASCII));
        add(start("7.5.1").frame(CLOSE, reason), End.EITHER_ERROR);
    }

    // Groups 7.7 to 7.13.
    private void closeCodes() {
        int[] valid = {1_000, 1_001, 1_002, 1_003, 1_007, 1_008, 1_009, 1_010, 1_011, 3_000, 3_999, 4_000, 4_999};
        int[] invalid = {0, 999, 1_004, 1_005, 1_006, 1_015, 1_016, 1_100, 2_000, 2_998, 2_999};
        for (int i = 0; i < valid.length; i++) {
            add(start("7.7." + (i + 1)).close(valid[i], ""), End.ANSWERED);
        }
        for (int i = 0; i < invalid.length; i++) {
            add(start("7.9." + (i + 1)).close(invalid[i], ""), End.PROTOCOL_ERROR);
        }
        add(start("7.13.1").close(5_000, ""), End.ANY);
        add(start("7.13.2").close(65_535, ""), End.ANY);
    }

    // Groups 9 and 10.
    private void sizes() {
        int[] whole = {64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB};
        int[] fragments = {64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB};
        int[] small = {0, 16, 64, 256, KIB, 4 * KIB};
        for (int binary = 0; binary < 2; binary++) {
            int opcode = Opcode.TEXT + binary;
            int letter = binary == 0 ? '*' : 0xFE;
            for (int i = 0; i < whole.length; i++) {
                echo("9." + (1 + binary) + "." + (i + 1), opcode, repeated(letter, whole[i]), Integer.MAX_VALUE);
            }
            for (int i = 0; i < fragments.length; i++) {
                byte[] payload = repeated(letter, 4 * MIB);
                add(
                        start("9." + (3 + binary) + "." + (i + 1))
                                .fragments(opcode, payload, fragments[i])
                                .expect(opcode, payload),
                        End.CLOSED_BY_CLIENT);
            }
            for (int i = 0; i < 6; i++) {
                echo("9." + (5 + binary) + "." + (i + 1), opcode, repeated(letter, MIB), 64 << i);
            }
            for (int i = 0; i < small.length; i++) {
                Builder thousand = start("9." + (7 + binary) + "." + (i + 1));
                byte[] payload = repeated(letter, small[i]);
                for (int count = 0; count < 1_000; count++) {
                    thousand.frame(FINAL | opcode, payload).expect(opcode, payload);
                }
                add(thousand, End.CLOSED_BY_CLIENT);
            }
        }
        byte[] payload = repeated('*', 65_536);
        add(start("10.1.1").fragments(Opcode.TEXT, payload, 1_300).expect(Opcode.TEXT, payload), End.CLOSED_BY_CLIENT);
    }

    private void echo(String id, int opcode, byte[] payload, int chop) {
        add(start(id).chops(chop).frame(FINAL | opcode, payload).expect(opcode, payload), End.CLOSED_BY_CLIENT);
    }

    private void add(Builder builder, End end) {
        cases.add(builder.ends(end));
    }

    private static Builder start(String id) {
        return new Builder(id);
    }

    private record F(int first, String payload) {}

    private static F f(int first, String payload) {
        return new F(first, payload);
    }

    /** Frames; 0: in one piece, 1: each by itself, 2: each byte by itself. */
    private static Builder cut(Builder builder, int cut, F... frames) {
        builder.chops(cut == 2 ? 1 : Integer.MAX_VALUE);
        for (F frame : frames) {
            builder.frame(frame.first(), frame.payload());
            if (cut == 1) {
                builder.pause(20);
            }
        }
        return builder;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] repeated(int value, int count) {
        byte[] bytes = new byte[count];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
