package parley.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.acceptance.conversation.RawWebSocket;

/** Protocol §1: who may open a WebSocket. */
class HandshakeConformanceIT extends ConformanceTest {
    private List<String> lines() {
        return RawWebSocket.handshake(server);
    }

    private String host() {
        return server.getHost() + ":" + server.getPort();
    }

    private RawWebSocket.Response answer(List<String> lines) throws IOException {
        try (RawWebSocket socket = new RawWebSocket(server)) {
            return socket.request(lines);
        }
    }

    private int statusWith(String header) throws IOException {
        List<String> lines = lines();
        lines.add(header);
        return answer(lines).status();
    }

    private int statusWithout(String header, String... instead) throws IOException {
        List<String> lines = lines();
        lines.removeIf(line -> line.startsWith(header));
        lines.addAll(List.of(instead));
        return answer(lines).status();
    }

    @Test
    void keyIsAnswered() throws IOException {
        RawWebSocket.Response response = answer(lines());
        assertThat(response.status()).isEqualTo(101);
        assertThat(response.headers().get("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void subprotocolIsEchoedWhenOfferedAndOnlyThen() throws IOException {
        assertThat(answer(lines()).headers()).doesNotContainKey("sec-websocket-protocol");
        List<String> lines = lines();
        lines.add("Sec-WebSocket-Protocol: other, parley.v1");
        assertThat(answer(lines).headers()).containsEntry("sec-websocket-protocol", "parley.v1");
    }

    @Test
    void compressionIsNotAccepted() throws IOException {
        List<String> lines = lines();
        lines.add("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
        RawWebSocket.Response response = answer(lines);
        assertThat(response.status()).isEqualTo(101);
        assertThat(response.headers()).doesNotContainKey("sec-websocket-extensions");
    }

    @Test
    void originMustMatchTheHost() throws IOException {
        assertThat(statusWith("Origin: http://" + host())).isEqualTo(101);
        assertThat(statusWith("Origin: http://evil.example")).isEqualTo(403);
        assertThat(statusWith("Origin: http://" + host() + ".evil.example")).isEqualTo(403);
        assertThat(statusWith("Origin: null")).isEqualTo(403);
    }

    @Test
    void hostMustBeOneThatTheServerAnswersTo() throws IOException {
        assertThat(statusWithout("Host", "Host: evil.example")).isEqualTo(421);
        assertThat(statusWithout("Host", "Host: localhost:" + server.getPort())).isEqualTo(101);
    }

    @Test
    void exactlyOneHostIsRequired() throws IOException {
        assertThat(statusWithout("Host")).isEqualTo(400);
        assertThat(statusWith("Host: " + host())).isEqualTo(400);
    }

    @Test
    void otherVersionsAreToldWhichIsSpoken() throws IOException {
        List<String> lines = lines();
        lines.removeIf(line -> line.startsWith("Sec-WebSocket-Version"));
        lines.add("Sec-WebSocket-Version: 12");
        RawWebSocket.Response response = answer(lines);
        assertThat(response.status()).isEqualTo(426);
        assertThat(response.headers()).containsEntry("sec-websocket-version", "13");
    }

    @ParameterizedTest
    @CsvSource({"GET /other HTTP/1.1, 404", "GET /ws HTTP/1.0, 400", "GET /ws/ HTTP/1.1, 404"})
    void requestLineMustFit(String requestLine, int status) throws IOException {
        List<String> lines = lines();
        lines.set(0, requestLine);
        assertThat(answer(lines).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"short", "dGhlIHNhbXBsZSBub25jZQ", "AAAA", "!!!!!!!!!!!!!!!!!!!!!!=="})
    void keyMustBeSixteenBytes(String key) throws IOException {
        assertThat(statusWithout("Sec-WebSocket-Key", "Sec-WebSocket-Key: " + key))
                .isEqualTo(400);
    }
}
