package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import parley.server.limit.Limits;

class FrontDoorIT {
    private static final Limits FREE = Limits.with(java.util.Map.of(), false);

    private static HttpService.Response answer(String unread) {
        return new HttpService.Response(
                List.of(ByteBuffer.wrap("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII))),
                unread.getBytes(StandardCharsets.ISO_8859_1),
                true);
    }

    @Test
    void echoesAfterTheHandshake() throws Exception {
        try (TestServer server = new TestServer();
                RawClient client = new RawClient(server.address)) {
            String head = client.request(RawClient.upgrade("localhost", "Sec-WebSocket-Protocol: other, parley.v1"));
            assertThat(head)
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .contains("Sec-WebSocket-Accept: " + RawClient.ACCEPT + "\r\n")
                    .contains("Sec-WebSocket-Protocol: parley.v1\r\n")
                    .doesNotContain("Extensions");
            client.text("Grüße 👋");
            assertThat(client.receive().text()).isEqualTo("Grüße 👋");
        }
    }

    @Test
    void asksForPlainHttpAndThenUpgrades() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        HttpService http = (read, peer, reply) -> {
            String request = new String(read, StandardCharsets.ISO_8859_1);
            int end = request.indexOf("\r\n\r\n") + 4;
            heads.add(request.substring(0, end));
            reply.with(answer(request.substring(end)));
        };
        try (TestServer server = new TestServer(1, FrontDoorSettings.local(Limits.usual()), http);
                RawClient client = new RawClient(server.address)) {
            String get = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
            for (int i = 0; i < 3; i++) {
                assertThat(client.request(get)).startsWith("HTTP/1.1 204");
            }
            // Two requests in one go, the second one an upgrade, with a message behind it.
            client.send((get + RawClient.upgrade("localhost")).getBytes(StandardCharsets.US_ASCII));
            assertThat(client.readHead()).startsWith("HTTP/1.1 204");
            assertThat(client.readHead()).startsWith("HTTP/1.1 101");
            client.text("still here");
            assertThat(client.receive().text()).isEqualTo("still here");
            assertThat(heads).hasSize(4).containsOnly(get);
            assertThat(server.loops.connections()).isEqualTo(1);
        }
    }

    @Test
    void manyKeepAliveConnectionsShareAPoolAndThenUpgrade() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        HttpService http = (read, peer, reply) -> pool.execute(() -> reply.with(answer("")));
        try (TestServer server = new TestServer(2, FrontDoorSettings.local(FREE), http)) {
            AtomicInteger echoes = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Thread thread = new Thread(() -> askAndUpgrade(server, echoes));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join(30_000);
            }
            assertThat(echoes).hasValue(20);
            await().until(() -> server.loops.connections() == 0);
        } finally {
            pool.shutdownNow();
        }
    }

    private static void askAndUpgrade(TestServer server, AtomicInteger echoes) {
        try (RawClient client = new RawClient(server.address)) {
            for (int i = 0; i < 200; i++) {
                assertThat(client.request("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                        .startsWith("HTTP/1.1 204");
            }
            assertThat(client.request(RawClient.upgrade("localhost"))).startsWith("HTTP/1.1 101");
            client.text("echo");
            assertThat(client.receive().text()).isEqualTo("echo");
            echoes.incrementAndGet();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesWhatCameRightBehindTheHandshake() throws Exception {
        try (TestServer server = new TestServer();
                RawClient client = new RawClient(server.address)) {
            byte[] handshake = RawClient.upgrade("localhost").getBytes(StandardCharsets.US_ASCII);
            client.send(concat(handshake, RawClient.frame(0x89, "ping"), RawClient.frame(0x81, "early")));
            assertThat(client.readHead()).startsWith("HTTP/1.1 101");
            assertThat(client.receive().opcode()).isEqualTo(Opcode.PONG);
            assertThat(client.receive().text()).isEqualTo("early");
        }
    }

    static byte[] concat(byte[]... parts) throws IOException {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
