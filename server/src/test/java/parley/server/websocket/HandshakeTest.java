package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {
    private final Handshake handshake = new Handshake(
            new HostPolicy(List.of("chat.example.com", "parley.test:8080", "desk-17")),
            new OriginPolicy(List.of("https://intranet.example.com", "http://other.test:8080", "app://Parley")));

    private static RequestHead head(String request) {
        byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        return RequestHead.parse(bytes, bytes.length).orElseThrow();
    }

    /** 0 for none. */
    private int status(String request) {
        RequestHead head = head(request);
        assertThat(Handshake.isAskedFor(head)).isTrue();
        Refusal refusal = handshake.refusal(head);
        return refusal == null ? 0 : refusal.status();
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "http://localhost:3000, localhost:3000, 0",
        "http://LOCALHOST:3000, localhost:3000, 0",
        "HTTP://localhost:3000, LocalHost:3000, 0",
        "http://localhost, localhost, 0",
        "http://localhost, localhost:80, 0",
        "http://localhost:80, localhost, 0",
        "https://chat.example.com, chat.example.com, 0",
        "https://chat.example.com, chat.example.com:443, 0",
        "https://chat.example.com:443, chat.example.com, 0",
        "http://chat.example.com., chat.example.com, 0",
        "http://chat.example.com, chat.example.com.:80, 0",
        "http://127.0.0.1:3000, 127.0.0.1:3000, 0",
        "http://[::1]:3000, [::1]:3000, 0",
        "http://[::1]:3000, [0:0:0:0:0:0:0:1]:3000, 0",
        "https://intranet.example.com, localhost:3000, 0",
        "https://intranet.example.com:443, localhost:3000, 0",
        "app://parley, localhost, 0",
        "http://intranet.example.com, localhost:3000, 403",
        "http://other.test, localhost, 403",
        "null, localhost, 403",
        "'', localhost, 403",
        "http://localhost:3001, localhost:3000, 403",
        "https://chat.example.com, chat.example.com:80, 403",
        "http://chat.example.com, chat.example.com:443, 403",
        "http://evil.test, chat.example.com, 403",
        "http://chat.example.com.evil.test, chat.example.com, 403",
        "http://evil-chat.example.com, chat.example.com, 403",
        "http://chat.example.com@evil.test, chat.example.com, 403",
        "http://evil.test/http://localhost, localhost, 403",
        "http://localhost/, localhost, 403",
        "http://localhost http://evil.test, localhost, 403",
        "http://localhost:, localhost, 403",
        "http://localhost:080, localhost, 403",
        "localhost, localhost, 403",
        "://localhost, localhost, 403",
        "file://, localhost, 403",
        "chrome-extension://localhost, localhost, 403",
        "ws://localhost, localhost, 403",
        "http://127.1, 127.0.0.1, 403",
    })
    void originMatchesTheHostOrTheList(String origin, String host, int status) {
        assertThat(status(RawClient.upgrade(host, "Origin: " + origin))).isEqualTo(status);
    }

    @Test
    void twoOriginsAreNone() {
        String origin = "Origin: http://localhost";
        assertThat(status(RawClient.upgrade("localhost", origin, origin))).isEqualTo(403);
        assertThat(status(RawClient.upgrade("localhost"))).isZero();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "localhost, 0",
        "localhost:3000, 0",
        "LOCALHOST., 0",
        "127.0.0.1:3000, 0",
        "192.168.1.20, 0",
        "[::1]:3000, 0",
        "[fe80::1], 0",
        "[::ffff:127.0.0.1], 0",
        "chat.example.com:8443, 0",
        "parley.test, 0",
        "DESK-17:3000, 0",
        "evil.test, 421",
        "localhost.evil.test, 421",
        "a.localhost, 421",
        "chat.example.com.evil.test, 421",
        "127.0.0.1.nip.io, 421",
        "2130706433, 421",
        "255.255.255.255, 0",
        "256.0.0.1, 421",
        "127.0.0.01, 421",
        "0x7f.1, 421",
        "'', 400",
        "a b, 400",
        "user@localhost, 400",
        "localhost:0, 400",
        "localhost:65536, 400",
        "localhost:99999999999, 400",
        "localhost:3000:1, 400",
        "localhost/, 400",
        "'localhost, localhost', 400",
        "[::1, 400",
        "[fe80::1%25eth0], 400",
        "[12345::1], 400",
        "::1, 400",
        "b\u00fcro, 400",
        ".., 400",
    })
    void hostIsOneThatThisServerAnswersTo(String host, int status) {
        assertThat(status(RawClient.upgrade(host))).isEqualTo(status);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource({
        "GET /ws HTTP/1.1, GET /ws?from=page HTTP/1.1, 0",
        "GET /ws HTTP/1.1, GET /ws/ HTTP/1.1, 404",
        "GET /ws HTTP/1.1, GET /WS HTTP/1.1, 404",
        "GET /ws HTTP/1.1, GET / HTTP/1.1, 404",
        "GET /ws HTTP/1.1, GET /ws/../ws HTTP/1.1, 404",
        "GET /ws HTTP/1.1, GET /%77s HTTP/1.1, 404",
        "GET /ws HTTP/1.1, GET http://localhost/ws HTTP/1.1, 404",
        "GET /ws HTTP/1.1, POST /ws HTTP/1.1, 405",
        "GET /ws HTTP/1.1, get /ws HTTP/1.1, 405",
        "GET /ws HTTP/1.1, POST /chat HTTP/1.1, 404",
        "GET /ws HTTP/1.1, GET /ws HTTP/1.0, 400",
        "Upgrade: websocket, 'UPGRADE: h2c , WebSocket', 0",
        "Connection: Upgrade, 'connection: keep-alive, Upgrade', 0",
        "Connection: Upgrade, Connection: keep-alive, 400",
        "Connection: Upgrade, X: y, 400",
        "Sec-WebSocket-Version: 13, Sec-WebSocket-Version: 8, 426",
        "Sec-WebSocket-Version: 13, 'Sec-WebSocket-Version: 13, 8', 426",
        "Sec-WebSocket-Version: 13, X: y, 426",
        "Host: localhost, X: y, 400",
        "Host: localhost, Host: localhost~Host: localhost, 400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, X: y, 400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ, 400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j, 400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== dGhl, 400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, Sec-WebSocket-Key: !GhlIHNhbXBsZSBub25jZQ==, 400",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, Sec-WebSocket-Key:, 400",
        "Connection: Upgrade, Connection: Upgrade~Content-Length: 5, 400",
        "Connection: Upgrade, Connection: Upgrade~Transfer-Encoding: chunked, 400",
        "Connection: Upgrade, Connection: Upgrade~Content-Length: 0, 0",
    })
    void everythingElseIsChecked(String line, String instead, int status) {
        String request = RawClient.upgrade("localhost");
        assertThat(request).contains(line);
        String changed = request.replace(line, instead.replace("~", "\r\n"));
        assertThat(status(changed)).isEqualTo(status);
    }

    @Test
    void aRefusalSaysWhatIsWrongInAShortText() {
        RequestHead version = head(RawClient.upgrade("localhost").replace("Version: 13", "Version: 12"));
        String sentence = "Only WebSocket version 13 (RFC 6455) is spoken here.\n";
        assertThat(new String(handshake.refusal(version).response(), StandardCharsets.UTF_8))
                .isEqualTo("HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: " + sentence.length()
                        + "\r\nConnection: close\r\n\r\n" + sentence);
        RequestHead method = head(RawClient.upgrade("localhost").replace("GET", "PUT"));
        assertThat(new String(handshake.refusal(method).response(), StandardCharsets.UTF_8))
                .contains("\r\nAllow: GET\r\n");
    }

    @Test
    void subprotocolIsEchoedOnlyWhenOffered() {
        String with = "Sec-WebSocket-Protocol: parley.v1";
        String none = new String(Handshake.acceptance(head(RawClient.upgrade("localhost"))), StandardCharsets.US_ASCII);
        String other = new String(
                Handshake.acceptance(head(RawClient.upgrade("localhost", "Sec-WebSocket-Protocol: Parley.V1"))),
                StandardCharsets.US_ASCII);
        String second = new String(
                Handshake.acceptance(head(RawClient.upgrade("localhost", "Sec-WebSocket-Protocol: a", with))),
                StandardCharsets.US_ASCII);
        assertThat(none).contains(RawClient.ACCEPT).doesNotContain("Sec-WebSocket-Protocol");
        assertThat(other).doesNotContain("Sec-WebSocket-Protocol");
        assertThat(second).contains(with + "\r\n");
    }

    @Test
    void allowListEntriesMustBeOrigins() {
        for (String wrong : List.of("localhost", "https://a/b", "https://", "null", "*", "https://a b")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> new OriginPolicy(List.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong);
        }
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new HostPolicy(List.of("https://a")))
                .hasMessage("Not a host name: https://a");
    }
}
