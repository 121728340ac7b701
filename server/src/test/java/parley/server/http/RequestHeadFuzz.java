package parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParser;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.junit.jupiter.api.AfterAll;
import parley.server.CpuTime;
import parley.server.websocket.HostPolicy;
import parley.server.websocket.ReadHead;

/**
 * Whatever comes before a request: our loops, the HTTP side and HttpCore end the head at the same byte and read the same
 * headers out of it (or refuse it), so that nothing can be smuggled between them; and each of them is quick.
 */
class RequestHeadFuzz {
    private static final CpuTime TIME = new CpuTime("RequestHeadFuzz");
    private static final int BUFFER_BYTES = 8_192;
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final OneRequestService SERVICE = new OneRequestService(new Router(
            Map.of("/", request -> Answer.text(200, "page")),
            new HostPolicy(List.of("chat.example.org")),
            new SecurityHeaders(List.of())));

    @AfterAll
    static void print() {
        TIME.print();
    }

    @FuzzTest
    @DictionaryEntries({
        "GET / HTTP/1.1\\x0d\\x0a",
        "GET /ws HTTP/1.1\\x0d\\x0a",
        "POST ",
        " HTTP/1.0",
        "Host: localhost\\x0d\\x0a",
        "Host: chat.example.org\\x0d\\x0a",
        "Host: [::1]:80\\x0d\\x0a",
        "Origin: http://localhost\\x0d\\x0a",
        "Origin: null\\x0d\\x0a",
        "Upgrade: websocket\\x0d\\x0a",
        "Connection: Upgrade\\x0d\\x0a",
        "Sec-WebSocket-Version: 13\\x0d\\x0a",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\x0d\\x0a",
        "Content-Length: 5\\x0d\\x0a",
        "Transfer-Encoding: chunked\\x0d\\x0a",
        "Expect: 100-continue\\x0d\\x0a",
        "\\x0d\\x0a\\x0d\\x0a",
        "\\x0a\\x0a",
        "\\x0d\\x0d\\x0a",
        "\\x0d\\x0a ",
        " \\x09",
        "\\xff"
    })
    void allReadersAgree(byte[] bytes) {
        TIME.run(bytes, RequestHeadFuzz::agree);
    }

    static void agree(byte[] bytes) {
        ReadHead head = ReadHead.in(bytes);
        if (head.end() < 0) {
            assertThatThrownBy(() -> HeadAndRest.in(head.bytes())).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        HeadAndRest parts = HeadAndRest.in(head.bytes());
        assertThat(parts.head()).hasSize(head.end());
        assertThat(parts.rest()).hasSize(head.bytes().length - head.end());
        // What our own parser refuses goes no further.
        head.headers().ifPresent(headers -> {
            readByHttpCore(head).ifPresent(others -> assertThat(others).isEqualTo(headers));
            answer(parts);
        });
    }

    /** Empty when it refuses; then the peer gets a 400 and the end. */
    private static Optional<List<String>> readByHttpCore(ReadHead head) {
        SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER_BYTES);
        ByteArrayInputStream in = new ByteArrayInputStream(head.bytes());
        try {
            ClassicHttpRequest request = new DefaultHttpRequestParser().parse(buffer, in);
            int taken = head.bytes().length - in.available() - buffer.length();
            assertThat(taken).as("where HttpCore ends the head").isEqualTo(head.end());
            List<String> headers = new ArrayList<>();
            for (Header header : request.getHeaders()) {
                headers.add(header.getName().toLowerCase(Locale.ROOT) + ": " + header.getValue());
            }
            headers.sort(Comparator.naturalOrder());
            return Optional.of(headers);
        } catch (IOException | HttpException refused) {
            return Optional.empty();
        }
    }

    private static void answer(HeadAndRest parts) {
        try {
            List<ByteBuffer> answer = new Exchange(parts, PEER).run(SERVICE).bytes();
            assertThat(StandardCharsets.ISO_8859_1
                            .decode(answer.get(0).duplicate())
                            .toString())
                    .startsWith("HTTP/1.");
        } catch (IOException | HttpException endedEarly) {
            // As the pool does: the connection ends without an answer.
        }
    }
}
