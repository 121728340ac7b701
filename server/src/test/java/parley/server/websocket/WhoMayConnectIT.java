package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.limit.AddressBook;
import parley.server.limit.Limits;

/** Each {@code Origin} and each {@code Host} gets the answer of the protocol's section 1, over a socket: ~ parts lines. */
class WhoMayConnectIT {
    private static final String OWN = "chat.example.com";
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        Limits limits = Limits.usual();
        server = new TestServer(
                1,
                new FrontDoorSettings(
                        new AddressBook(limits),
                        ConnectionLimits.of(limits),
                        new HostPolicy(List.of(OWN)),
                        new OriginPolicy(List.of("https://intranet.example.com", "app://parley")),
                        false));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static int status(String request) throws IOException {
        try (RawClient client = new RawClient(server.address)) {
            return Integer.parseInt(client.request(request).split(" ", 3)[1]);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Origin: https://chat.example.com, 101",
        "Origin: http://chat.example.com, 101",
        "Origin: HTTPS://Chat.Example.COM, 101",
        "Origin: https://chat.example.com:443, 101",
        "Origin: http://chat.example.com:80, 101",
        "Origin: https://chat.example.com., 101",
        "Origin: https://intranet.example.com, 101",
        "Origin: https://INTRANET.example.com:443, 101",
        "Origin: app://parley, 101",
        "X-Origin: https://evil.test, 101",
        "Origin: null, 403",
        "Origin: NULL, 403",
        "Origin:, 403",
        "Origin: https://chat.example.com:8443, 403",
        "Origin: https://chat.example.com:80, 403",
        "Origin: http://chat.example.com:443, 403",
        "Origin: http://intranet.example.com, 403",
        "Origin: https://intranet.example.com:444, 403",
        "Origin: https://evil.test, 403",
        "Origin: https://chat.example.com.evil.test, 403",
        "Origin: https://chat.example.comevil.test, 403",
        "Origin: https://evil-chat.example.com, 403",
        "Origin: https://evil.chat.example.com, 403",
        "Origin: https://example.com, 403",
        "Origin: https://chat-example.com, 403",
        "Origin: https://user@chat.example.com, 403",
        "Origin: https://chat.example.com@evil.test, 403",
        "Origin: https://chat.example.com:443@evil.test, 403",
        "Origin: https://xn--cht-5cd.example.com, 403",
        "Origin: https://ch\u00e2t.example.com, 403",
        "Origin: https://chat.example.com/, 403",
        "Origin: https://chat.example.com/page, 403",
        "Origin: https://chat.example.com?x, 403",
        "Origin: https://chat.example.com#x, 403",
        "Origin: https://evil.test/https://chat.example.com, 403",
        "Origin: https://chat.example.com https://evil.test, 403",
        "'Origin: https://chat.example.com, https://evil.test', 403",
        "'Origin: https://chat.example.com,', 403",
        "Origin: https://chat.example.com\t https://chat.example.com, 403",
        "Origin: https:// chat.example.com, 403",
        "Origin: https://chat.example.com~Origin: https://evil.test, 403",
        "Origin: https://chat.example.com~Origin: https://chat.example.com, 403",
        "Origin: https://chat.example.com.., 403",
        "Origin: https://.chat.example.com, 403",
        "Origin: https://chat%2eexample.com, 403",
        "Origin: https://chat.example.com:, 403",
        "Origin: https://chat.example.com:0443, 403",
        "Origin: https://chat.example.com:65979, 403",
        "Origin: https://[::1], 403",
        "Origin: https://127.0.0.1, 403",
        "Origin: https://localhost, 403",
        "Origin: https:chat.example.com, 403",
        "Origin: //chat.example.com, 403",
        "Origin: chat.example.com, 403",
        "Origin: https://, 403",
        "Origin: ws://chat.example.com, 403",
        "Origin: wss://chat.example.com, 403",
        "Origin: ftp://chat.example.com, 403",
        "Origin: file://, 403",
        "Origin: file:///chat.example.com, 403",
        "Origin: chrome-extension://chat.example.com, 403",
        "Origin: moz-extension://chat.example.com, 403",
        "Origin: data:text/html, 403",
        "Origin: app://parley.evil.test, 403",
        "Origin : https://chat.example.com, 400",
        "Origin: https://chat.example.com\u0000.evil.test, 400",
        "Origin: https://chat.example.com~ .evil.test, 400",
    })
    void origin(String lines, int status) throws IOException {
        assertThat(status(RawClient.upgrade(OWN, lines.split("~")))).isEqualTo(status);
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "http://localhost:3000, localhost:3000, 101",
        "http://localhost:3000, localhost, 403",
        "http://127.0.0.1:3000, 127.0.0.1:3000, 101",
        "http://127.0.0.1:3000, localhost:3000, 403",
        "http://[::1]:3000, [::1]:3000, 101",
        "http://[0:0:0:0:0:0:0:1]:3000, [::1]:3000, 101",
        "http://[::1]:3001, [::1]:3000, 403",
        "http://[::2]:3000, [::1]:3000, 403",
        "https://chat.example.com, chat.example.com:443, 101",
        "https://chat.example.com, chat.example.com:80, 403",
        "https://chat.example.com:8443, CHAT.example.com.:8443, 101",
    })
    void originBesideAnotherHost(String origin, String host, int status) throws IOException {
        assertThat(status(RawClient.upgrade(host, "Origin: " + origin))).isEqualTo(status);
    }

    @Test
    void noOriginIsAProgram() throws IOException {
        assertThat(status(RawClient.upgrade(OWN))).isEqualTo(101);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Host: chat.example.com, 101",
        "HOST: Chat.Example.Com, 101",
        "Host: chat.example.com:8443, 101",
        "Host: chat.example.com., 101",
        "Host: localhost, 101",
        "Host: LocalHost:3000, 101",
        "Host: localhost., 101",
        "Host: 127.0.0.1, 101",
        "Host: 192.168.7.9:3000, 101",
        "Host: [::1], 101",
        "Host: [fe80::1]:3000, 101",
        "Host: rebind.evil.test, 421",
        "Host: localhost.evil.test, 421",
        "Host: evil.localhost, 421",
        "Host: chat.example.com.evil.test, 421",
        "Host: evil-chat.example.com, 421",
        "Host: example.com, 421",
        "Host: 127.0.0.1.nip.io, 421",
        "Host: 2130706433, 421",
        "Host: 0x7f.0.0.1, 421",
        "Host: 127.1, 421",
        "Host: xn--cht-5cd.example.com, 421",
        "Host:, 400",
        "X: y, 400",
        "Host: localhost~Host: localhost, 400",
        "Host: localhost~Host: evil.test, 400",
        "'Host: localhost, evil.test', 400",
        "Host: user@localhost, 400",
        "Host: localhost@evil.test, 400",
        "Host: localhost/ws, 400",
        "Host: http://localhost, 400",
        "Host: localhost:, 400",
        "Host: localhost:0, 400",
        "Host: localhost:65536, 400",
        "Host: localhost:80:80, 400",
        "Host: localhost.., 400",
        "Host: local host, 400",
        "Host: ::1, 400",
        "Host: [::1, 400",
        "Host: [fe80::1%25eth0], 400",
        "Host: ch\u00e2t.example.com, 400",
        "Host : localhost, 400",
    })
    void host(String lines, int status) throws IOException {
        String request = RawClient.upgrade("asked").replace("Host: asked", lines.replace("~", "\r\n"));
        assertThat(status(request)).isEqualTo(status);
    }
}
