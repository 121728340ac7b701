package parley.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.ExpectedLogs;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.limit.Quantity;

/** HTTP as it is in service: behind the real loops and their front door. */
@ExpectedLogs("Router")
class HttpIT {

    private HttpTestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new HttpTestServer(Limits.usual());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private RawHttp client() throws Exception {
        return server.client();
    }

    @Test
    void servesThePageSafely() throws Exception {
        try (RawHttp client = client()) {
            RawHttp.Response page = client.get("/?from=mail");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).isEqualTo(HttpTestServer.INDEX);
            assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
            assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(page.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                            + " connect-src 'self' ws://localhost wss://localhost ws://chat.example.org:8443"
                            + " wss://chat.example.org:8443; font-src 'self'; manifest-src 'self'; base-uri 'none';"
                            + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                            + " trusted-types 'none'");
            assertThat(page.header("Server")).isEqualTo("Parley");
        }
    }

    @Test
    void headIsTheSameWithoutItsBody() throws Exception {
        try (RawHttp client = client()) {
            RawHttp.Response head = client.ask("HEAD", "/");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(HttpTestServer.INDEX.length()));
            assertThat(client.get("/js/main.js").text()).isEqualTo("import './chat.js';");
        }
    }

    @Test
    void compressesForThoseWhoWantItAndSendsNothingTwice() throws Exception {
        try (RawHttp client = client()) {
            RawHttp.Response gzip = client.get("/", "Accept-Encoding: br, gzip");
            assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(gzip.header("Vary")).isEqualTo("Accept-Encoding");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                    .isEqualTo(HttpTestServer.INDEX.getBytes(UTF_8));
            RawHttp.Response plain = client.get("/", "Accept-Encoding: gzip;q=0");
            assertThat(plain.header("Content-Encoding")).isEmpty();
            assertThat(plain.header("ETag")).isNotEqualTo(gzip.header("ETag"));

            String tag = gzip.header("ETag");
            RawHttp.Response known = client.get("/", "Accept-Encoding: gzip", "If-None-Match: \"x\", W/" + tag);
            assertThat(known.status()).isEqualTo(304);
            assertThat(known.header("ETag")).isEqualTo(tag);
            assertThat(client.get("/", "If-None-Match: " + tag).status()).isEqualTo(200);
        }
    }

    @Test
    void filesNamedByTheirHashAreKeptForEver() throws Exception {
        try (RawHttp client = client()) {
            RawHttp.Response image = client.get("/img/face.0123456789ab.png", "Accept-Encoding: gzip");
            assertThat(image.header("Cache-Control")).contains("immutable");
            assertThat(image.header("Content-Type")).isEqualTo("image/png");
            assertThat(image.header("Content-Encoding")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/js",
                "/js/",
                "/../index.html",
                "/js/../index.html",
                "/%2e%2e/index.html",
                "/js%2fmain.js",
                "/index.html%00",
                "//etc/passwd",
                "/./index.html",
                "/js/..%5c..%5cindex.html"
            })
    void whatIsNotInTheTableIsNotThere(String path) throws Exception {
        try (RawHttp client = client()) {
            assertThat(client.get(path).status()).isIn(400, 404);
        }
        try (RawHttp client = client()) {
            assertThat(client.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void otherMethodsAreTold() throws Exception {
        try (RawHttp client = client()) {
            RawHttp.Response response = client.ask("DELETE", "/");
            assertThat(response.status()).isEqualTo(405);
            assertThat(response.header("Allow")).isEqualTo("GET, HEAD");
        }
    }

    @Test
    void hostsOfOthersAreNotAnswered() throws Exception {
        try (RawHttp client = client()) {
            client.send("GET / HTTP/1.1", "Host: evil.example:3000");
            assertThat(client.read().status()).isEqualTo(421);
            client.send("GET / HTTP/1.1", "Host: chat.example.org");
            RawHttp.Response own = client.read();
            assertThat(own.status()).isEqualTo(200);
            assertThat(own.header("Content-Security-Policy")).contains("ws://chat.example.org ");
            client.send("GET / HTTP/1.1", "Host: 127.0.0.1:3000");
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: l\u00ac\u0083ocalhost\r\n\r\n",
                "GET http://l%C2%83ocalhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n\r\n"
            })
    void wrongRequestsGetAFixedText(String request) throws Exception {
        try (RawHttp client = client()) {
            client.sendRaw(request);
            RawHttp.Response response = client.read();
            assertThat(response.status()).isIn(400, 421, 501);
            assertThat(response.text()).doesNotContain("Exception", "evil", "Content-Length");
        }
    }

    @Test
    void defectOfARouteIsAFixedTextAndNotTheEnd() throws Exception {
        try (RawHttp client = client()) {
            RawHttp.Response response = client.get("/defect");
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.text()).doesNotContain("secret detail");
            assertThat(response.header("Content-Security-Policy")).isNotEmpty();
            assertThat(client.get("/").status()).isEqualTo(200);
        }
    }

    @Test
    void requestsSentAtOnceAreAnsweredInOrder() throws Exception {
        try (RawHttp client = client()) {
            String request = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.sendRaw("GET /" + request + "GET /js/main.js" + request + "GET /nothing" + request);
            assertThat(client.read().header("Content-Type")).startsWith("text/html");
            assertThat(client.read().header("Content-Type")).startsWith("text/javascript");
            assertThat(client.read().status()).isEqualTo(404);
        }
    }

    @Test
    void connectionThatServedThePageCanBecomeAWebSocket() throws Exception {
        try (RawHttp client = client()) {
            client.get("/");
            client.send(
                    "GET /ws HTTP/1.1",
                    "Host: localhost",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
            assertThat(client.read().status()).isEqualTo(101);
        }
    }

    @Test
    void closesWhenAskedTo() throws Exception {
        try (RawHttp client = client()) {
            assertThat(client.get("/", "Connection: close").status()).isEqualTo(200);
            assertThat(client.isClosed()).isTrue();
        }
        try (RawHttp client = client()) {
            client.send("GET / HTTP/1.0", "Host: localhost");
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void bodyThatNobodyWantsIsNotWaitedFor() throws Exception {
        try (RawHttp client = client()) {
            RawHttp.Response response = client.ask("POST", "/", "Content-Length: 1000000", "Expect: 100-continue");
            assertThat(response.status()).isEqualTo(405);
            assertThat(response.header("Connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
        try (RawHttp client = client()) {
            client.sendRaw("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "22\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n\r\n0\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(405);
            assertThat(client.isClosed())
                    .as("nothing of the body is taken for a request")
                    .isTrue();
        }
    }

    @Test
    void manyOpenConnectionsShareFewThreads() throws Exception {
        List<RawHttp> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                clients.add(client());
            }
            for (int round = 0; round < 3; round++) {
                for (RawHttp client : clients) {
                    client.send("GET / HTTP/1.1", "Host: localhost");
                }
                for (RawHttp client : clients) {
                    assertThat(client.read().status()).isEqualTo(200);
                }
            }
        } finally {
            for (RawHttp client : clients) {
                client.close();
            }
        }
    }

    @Test
    void readersThatDoNotReadKeepNobodyFromThePageAndAreCutOff() throws Exception {
        Limits quick = Limits.with(Map.of(Bound.EXCHANGE_MS, Quantity.of(3_000)), true);
        try (HttpTestServer small = new HttpTestServer(quick);
                RawHttp other = small.client()) {
            List<RawHttp> stuck = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                RawHttp one = small.client();
                one.send("GET /big HTTP/1.1", "Host: localhost");
                stuck.add(one);
            }
            assertThat(other.get("/").status()).isEqualTo(200);
            await().until(() -> quick.timesReached(Bound.EXCHANGE_MS).sum() == 100);
            for (RawHttp one : stuck) {
                assertThat(one.readAll()).isLessThan(HttpTestServer.BIG_BYTES);
                one.close();
            }
        }
    }

    @Test
    void moreThanCanWaitAreAskedToComeBack() throws Exception {
        Limits narrow = Limits.with(Map.of(Bound.WAITING_REQUESTS, Quantity.of(1)), true);
        List<RawHttp> clients = new ArrayList<>();
        try (HttpTestServer small = new HttpTestServer(narrow)) {
            // Four are served, one waits; in which order they arrive does not matter.
            for (int i = 0; i < 6; i++) {
                RawHttp client = small.client();
                client.send("GET /slow HTTP/1.1", "Host: localhost");
                clients.add(client);
            }
            await().until(() -> narrow.timesReached(Bound.WAITING_REQUESTS).sum() == 1);
            small.letSlowGoOn();
            List<Integer> statuses = new ArrayList<>();
            for (RawHttp client : clients) {
                statuses.add(client.read().status());
                client.close();
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 200, 200, 200, 200, 503);
        }
    }
}
