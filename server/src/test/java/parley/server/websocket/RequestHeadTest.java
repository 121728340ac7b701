package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.CpuTime;

class RequestHeadTest {
    private static Optional<RequestHead> parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return RequestHead.parse(bytes, bytes.length);
    }

    @Test
    void readsLinesAndLists() {
        RequestHead head = parse(
                        "GET /a?b=c HTTP/1.1\r\nHost:  x \t\r\nA: 1,2\r\na: 3\r\nEmpty:\r\nL: \u00e4 b\r\n\r\n")
                .orElseThrow();
        assertThat(head.method()).isEqualTo("GET");
        assertThat(head.target()).isEqualTo("/a?b=c");
        assertThat(head.path()).isEqualTo("/a");
        assertThat(head.minorVersion()).isEqualTo(1);
        assertThat(head.only("host")).contains("x");
        assertThat(head.only("a")).isEmpty();
        assertThat(head.list("a")).containsExactly("1", "2", "3");
        assertThat(head.only("empty")).contains("");
        assertThat(head.only("l")).contains("\u00e4 b");
        assertThat(head.all("none")).isEmpty();
        assertThat(head.lists("none", "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /\r\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1 \r\n\r\n",
                "GET / HTTP/2.0\r\n\r\n",
                "GET / http/1.1\r\n\r\n",
                "GET / HTTP/1.10\r\n\r\n",
                " GET / HTTP/1.1\r\n\r\n",
                "G(T / HTTP/1.1\r\n\r\n",
                "GET /a b HTTP/1.1\r\n\r\n",
                "GET /\u00e4 HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: x\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost\r\n\r\n",
                "GET / HTTP/1.1\r\n: x\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\u0000c\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n",
                "GET / HTTP/1.1\r\nA: b\r\r\n\r\n",
                "GET / HTTP/1.1\r\nA\u00e4: b\r\n\r\n",
            })
    void wrongFormIsRefused(String text) {
        assertThat(parse(text)).isEmpty();
    }

    @Test
    void theEndOfAHeadIsFoundWhereverItIsCut() {
        byte[] request = "\r\n\nGET / HTTP/1.1\r\nA: b\r\n\r\nbody".getBytes(StandardCharsets.US_ASCII);
        int skipped = 3;
        int end = request.length - 4 - skipped;
        for (int cut = 0; cut <= request.length; cut++) {
            HeadBuffer buffer = new HeadBuffer();
            buffer.add(ByteBuffer.wrap(request, 0, cut));
            assertThat(buffer.headEnd()).isEqualTo(cut >= end + skipped ? end : -1);
            if (cut < end + skipped) {
                buffer.add(ByteBuffer.wrap(request, cut, request.length - cut));
                assertThat(buffer.headEnd()).as("cut at %d", cut).isEqualTo(end);
                assertThat(buffer.from(end)).isEqualTo("body".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void aLineOfSpacesIsReadInNoTime() {
        String spaces = " ".repeat(16_000);
        CpuTime time = new CpuTime("RequestHeadTest");
        time.run(
                spaces.length(),
                () -> assertThat(parse("GET / HTTP/1.1\r\nA:" + spaces + "\u0001\r\n\r\n"))
                        .isEmpty());
        time.run(
                spaces.length(),
                () -> assertThat(parse("GET / HTTP/1.1\r\nA:" + spaces + "b\r\n\r\n")
                                .orElseThrow()
                                .only("a"))
                        .contains("b"));
    }

    @Test
    void bareLineFeedsEndALineToo() {
        HeadBuffer buffer = new HeadBuffer();
        buffer.add(ByteBuffer.wrap("GET / HTTP/1.1\nA: b\n\nx".getBytes(StandardCharsets.US_ASCII)));
        assertThat(buffer.headEnd()).isEqualTo(21);
        assertThat(RequestHead.parse(buffer.array(), 21).orElseThrow().only("a"))
                .contains("b");
    }

    @Test
    void tlsAndOtherBinaryIsKnownByItsFirstByte() {
        HeadBuffer buffer = new HeadBuffer();
        assertThat(buffer.mayBeHttp()).isTrue();
        buffer.add(ByteBuffer.wrap(new byte[] {0x16, 0x03, 0x01}));
        assertThat(buffer.mayBeHttp()).isFalse();
    }
}
