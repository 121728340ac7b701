package parley.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.acceptance.conversation.Member;
import parley.acceptance.conversation.RawWebSocket;
import parley.model.ServerMessage;

/** Protocol §1: frames, texts and bad requests. */
class TransportConformanceIT extends ConformanceTest {
    private static final String PING = "{\"type\":\"ping\",\"ref\":\"p\"}";
    private static final int MESSAGE_BYTES = 65_536;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A ping of exactly so many bytes. */
    private static byte[] pingOf(int bytes) {
        String start = "{\"type\":\"ping\",\"ref\":\"p\",\"x\":\"";
        return utf8(start + "x".repeat(bytes - start.length() - 2) + "\"}");
    }

    private static void frame(Member member, int first, byte[] payload) throws IOException {
        member.socket().frame(first, payload);
    }

    @Test
    void binaryMessageCloses() throws IOException {
        Member member = person();
        frame(member, RawWebSocket.FIN | RawWebSocket.BINARY, utf8(PING));
        member.isClosed(1003);
    }

    @Test
    void unmaskedFrameCloses() throws IOException {
        Member member = person();
        member.socket().write(new byte[] {(byte) 0x81, 2, '{', '}'});
        member.isClosed(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC1, 0xA1, 0x91, 0x83, 0x8B, 0x80})
    void reservedBitsAndOpcodesAndLoneContinuationsClose(int first) throws IOException {
        Member member = person();
        frame(member, first, utf8(PING));
        member.isClosed(1002);
    }

    @Test
    void textThatIsNotUtf8Closes() throws IOException {
        Member member = person();
        frame(member, RawWebSocket.FIN | RawWebSocket.TEXT, new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'});
        member.isClosed(1007);
    }

    @Test
    void largestMessageIsAnswered() throws IOException {
        Member member = person();
        frame(member, RawWebSocket.FIN | RawWebSocket.TEXT, pingOf(MESSAGE_BYTES));
        assertThat(member.receives(ServerMessage.Pong.class).ref()).isEqualTo("p");
    }

    @Test
    void largerMessageIsRefusedFromItsHeader() throws IOException {
        Member member = person();
        member.socket().write(RawWebSocket.head(RawWebSocket.FIN | RawWebSocket.TEXT, MESSAGE_BYTES + 1));
        member.socket().write(new byte[4]);
        member.isClosed(1009);
    }

    @Test
    void sizeCountsOverAllFragments() throws IOException {
        Member member = person();
        byte[] half = new byte[MESSAGE_BYTES / 2 + 1];
        Arrays.fill(half, (byte) ' ');
        frame(member, RawWebSocket.TEXT, half);
        frame(member, RawWebSocket.FIN | RawWebSocket.CONTINUATION, half);
        member.isClosed(1009);
    }

    @Test
    void messageMayComeInFragmentsCutInsideACharacterWithAPingBetween() throws IOException {
        Member alice = member();
        byte[] message =
                utf8("{\"type\":\"message\",\"room\":\"" + room + "\",\"ref\":\"r\",\"message\":\"\uD83D\uDE00\"}");
        int cut = message.length - 4;
        frame(alice, RawWebSocket.TEXT, Arrays.copyOfRange(message, 0, cut));
        frame(alice, RawWebSocket.FIN | RawWebSocket.PING, utf8("between"));
        frame(alice, RawWebSocket.FIN | RawWebSocket.CONTINUATION, Arrays.copyOfRange(message, cut, message.length));
        RawWebSocket.Frame pong = alice.socket().read(10_000);
        assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
        assertThat(pong.text()).isEqualTo("between");
        assertThat(alice.replied(ServerMessage.Ack.class, "r").seq()).isEqualTo(1);
    }

    @Test
    void closeIsAnswered() throws IOException {
        Member member = person();
        frame(member, RawWebSocket.FIN | RawWebSocket.CLOSE, new byte[] {3, (byte) 0xE8});
        member.isClosed(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "{\"type\":\"ping\"} x",
                "{\"type\":\"ping\",}",
                "{'type':'ping'}",
                "{\"type\":7}",
                "{}",
                "{\"type\":\"ping\",\"ref\":null}",
                "{\"type\":\"ping\",\"ref\":\"\"}",
                "{\"type\":\"ping\",\"x\":\"\\ud800\"}",
                "{\"type\":\"ping\",\"x\":NaN}",
                "{\"type\":\"ping\"}//",
                "{\"type\":\"join\"}",
                "{\"type\":\"join\",\"room\":\"A\"}"
            })
    void badRequestLeavesTheConnectionOpen(String text) {
        Member member = person();
        member.says(text);
        assertThat(member.isRefused("bad_request").ref()).isNull();
        member.receivesNothingMore();
    }

    @Test
    void unknownFieldsAreIgnoredHoweverTheyLook() {
        Member member = person();
        member.says("{\"type\":\"ping\",\"ref\":\"p\",\"x\":[null,{\"y\":1e999}],\"z\":\"\\u0000\",\"type\":\"ping\"}");
        assertThat(member.receives(ServerMessage.Pong.class).ref()).isEqualTo("p");
    }

    @Test
    void nestingUpToThirtyTwoIsAccepted() {
        Member member = person();
        member.says("{\"type\":\"ping\",\"ref\":\"p\",\"x\":" + "[".repeat(31) + "]".repeat(31) + "}");
        member.receives(ServerMessage.Pong.class);
        member.says("{\"type\":\"ping\",\"ref\":\"p\",\"x\":" + "[".repeat(32) + "]".repeat(32) + "}");
        member.isRefused("bad_request");
    }

    @Test
    void unknownTypeSaysSoWithTheRef() {
        Member member = person();
        member.says("{\"type\":\"dance\",\"ref\":\"r\"}");
        assertThat(member.isRefused("unknown_type").ref()).isEqualTo("r");
        member.receivesNothingMore();
    }

    @Test
    void errorCarriesTheRefOfWhatItRefuses() {
        Member member = person();
        member.says("{\"type\":\"history\",\"room\":\"lobby\",\"limit\":0,\"ref\":\"r\"}");
        assertThat(member.isRefused("bad_request").ref()).isEqualTo("r");
    }

    @Test
    void twentiethBadRequestInARowCloses() {
        Member member = person();
        for (int i = 0; i < 19; i++) {
            member.says("bad");
            member.isRefused("bad_request");
            member.says("{\"type\":\"dance\"}");
            member.isRefused("unknown_type");
        }
        member.says("bad");
        member.isRefused("bad_request");
        member.isClosed(4500);
    }

    @Test
    void goodRequestStartsTheCountAnew() {
        Member member = person();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 19; i++) {
                member.says("bad");
                member.isRefused("bad_request");
            }
            member.receivesNothingMore();
        }
    }
}
