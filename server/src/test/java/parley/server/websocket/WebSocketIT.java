package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.limit.Quantity;

/** Running loops, raw sockets. */
class WebSocketIT {
    private static FrontDoorSettings settings(ConnectionLimits limits, Map<Bound, Quantity> changed) {
        FrontDoorSettings local = FrontDoorSettings.local(Limits.with(changed, false));
        return new FrontDoorSettings(local.addresses(), limits, local.hosts(), local.origins(), false);
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "'Origin: http://evil.test', '', 403",
        "'Origin: null', '', 403",
        "'Host: localhost', 'Host: evil.test', 421",
        "'Host: localhost', 'X: y', 400",
        "'GET /ws', 'GET /other', 404",
        "'GET /ws', 'DELETE /ws', 405",
        "'HTTP/1.1', 'HTTP/1.0', 400",
        "'Version: 13', 'Version: 7', 426",
        "'Key: ', 'Key: x', 400",
    })
    void refusalsArriveWholeAndTheConnectionEnds(String line, String instead, int status) throws Exception {
        try (TestServer server = new TestServer();
                RawClient client = new RawClient(server.address)) {
            String request = instead.isEmpty()
                    ? RawClient.upgrade("localhost", line)
                    : RawClient.upgrade("localhost").replace(line, instead);
            // What follows is not looked at, and does not spoil the answer either.
            client.send((request + "x".repeat(200_000)).getBytes(StandardCharsets.US_ASCII));
            assertThat(client.readHead()).startsWith("HTTP/1.1 " + status + " ");
            assertThat(client.readToEnd()).isNotEmpty();
            assertThat(server.door.traffic().refusals().get(status).sum()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "8105 68656c6c6f, 1002",
        "c180 00000000, 1002",
        "8380 00000000, 1002",
        "8080 00000000, 1002",
        "89fe 007e, 1002",
        "8280 00000000, 1003",
        "8181 00000000 ff, 1007",
        "81ff 0000000000010001, 1009",
        "81ff 8000000000000000, 1002",
        "8882 00000000 03ed, 1002",
        "8882 00000000 0fa0, 4000",
    })
    void violationsCloseWithTheirCode(String bytes, int code) throws Exception {
        try (TestServer server = new TestServer();
                RawClient client = RawClient.connected(server.address)) {
            client.send(hex(bytes));
            assertThat(client.receive().closeCode()).isEqualTo(code);
            assertThat(client.readToEnd()).isEmpty();
            await().until(() -> server.closeCodes.equals(List.of(code)));
        }
    }

    @Test
    void conversationCutAtEveryByte() throws Exception {
        byte[] all = FrontDoorIT.concat(
                RawClient.frame(0x01, "Grü"), RawClient.frame(0x89, "p"), RawClient.frame(0x80, "ße"));
        try (TestServer server = new TestServer();
                RawClient client = RawClient.connected(server.address)) {
            for (int cut = 1; cut < all.length; cut++) {
                client.send(Arrays.copyOfRange(all, 0, cut));
                client.send(Arrays.copyOfRange(all, cut, all.length));
                assertThat(client.receive().opcode()).isEqualTo(Opcode.PONG);
                assertThat(client.receive().text()).isEqualTo("Grüße");
            }
        }
    }

    @Test
    void oneSlowReaderIsClosedAndTheOthersGetEverything() throws Exception {
        int frames = 400;
        byte[] payload = new byte[16_000];
        Arrays.fill(payload, (byte) 'x');
        try (TestServer server = new TestServer();
                RawClient slow = RawClient.connected(server.address)) {
            List<RawClient> others = new ArrayList<>();
            AtomicInteger whole = new AtomicInteger();
            List<Thread> readers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                RawClient other = RawClient.connected(server.address);
                others.add(other);
                readers.add(new Thread(() -> countWhole(other, frames, whole)));
            }
            readers.forEach(Thread::start);
            Frame frame = Frame.text(payload);
            for (int i = 0; i < frames; i++) {
                server.broadcast(frame);
                // As fast as the readers are, and no faster.
                int least = (i - 20) * others.size();
                await().pollInterval(Duration.ofMillis(1)).until(() -> whole.get() >= least);
            }
            for (Thread reader : readers) {
                reader.join(30_000);
            }
            assertThat(whole).hasValue(frames * others.size());
            await().until(() -> server.closeCodes.equals(List.of(4001)));
            for (RawClient other : others) {
                other.hangUp();
            }
            slow.hangUp();
        }
    }

    private static void countWhole(RawClient client, int frames, AtomicInteger whole) {
        try {
            for (int i = 0; i < frames; i++) {
                if (client.receive().payload().length == 16_000) {
                    whole.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHalfOpenPeerIsClosedWith4002() throws Exception {
        ConnectionLimits defaults = ConnectionLimits.of(Limits.usual());
        ConnectionLimits quick = new ConnectionLimits(
                defaults.maxMessageBytes(),
                defaults.maxFragments(),
                defaults.queueLimitBytes(),
                defaults.sendBufferBytes(),
                defaults.binary(),
                new ConnectionLimits.Times(100, 300, 200));
        try (TestServer server = new TestServer(1, settings(quick, Map.of()));
                RawClient silent = RawClient.connected(server.address);
                RawClient alive = RawClient.connected(server.address)) {
            Thread answers = new Thread(() -> answerPings(alive));
            answers.start();
            await().until(() -> server.closeCodes.equals(List.of(4002)));
            await().until(() -> server.loops.connections() == 1);
            RawClient.Received last = silent.receive();
            int pings = 0;
            while (last.opcode() == Opcode.PING) {
                pings++;
                last = silent.receive();
            }
            assertThat(pings).isPositive();
            assertThat(last.closeCode()).isEqualTo(4002);
            assertThat(server.connections).hasSize(1);
        }
    }

    private static void answerPings(RawClient client) {
        try {
            while (client.receive().opcode() == Opcode.PING) {
                client.send(RawClient.frame(0x8A, ""));
            }
        } catch (IOException e) {
            // The end of the test.
        }
    }

    @Test
    void aFloodOfPingsIsAnsweredByTheLatestAndQueuesNothing() throws Exception {
        try (TestServer server = new TestServer(1, FrontDoorSettings.local(Limits.usual()));
                RawClient client = RawClient.connected(server.address)) {
            byte[] flood = new byte[0];
            for (int i = 0; i < 1_000; i++) {
                flood = FrontDoorIT.concat(flood, RawClient.frame(0x89, "ping " + i));
            }
            for (int i = 0; i < 50; i++) {
                client.send(flood);
            }
            client.text("done");
            int pongs = 0;
            RawClient.Received next = client.receive();
            while (next.opcode() == Opcode.PONG) {
                pongs++;
                next = client.receive();
            }
            assertThat(next.text()).isEqualTo("done");
            assertThat(pongs).isBetween(1, 50_000 / 2);
            assertThat(server.closeCodes).isEmpty();
        }
    }

    @Test
    void tooManyConnectionsOfOneAddressAreToldWhy() throws Exception {
        TestServer served;
        Map<Bound, Quantity> two = Map.of(Bound.CONNECTIONS_PER_ADDRESS, Quantity.of(2));
        try (TestServer server = new TestServer(2, settings(ConnectionLimits.of(Limits.usual()), two));
                RawClient first = RawClient.connected(server.address);
                RawClient second = RawClient.connected(server.address)) {
            served = server;
            try (RawClient third = RawClient.connected(server.address)) {
                assertThat(third.receive().closeCode()).isEqualTo(4505);
            }
            second.text("still served");
            assertThat(second.receive().text()).isEqualTo("still served");
            first.hangUp();
            await().until(() -> server.connections.size() == 1);
            try (RawClient again = RawClient.connected(server.address)) {
                again.text("there is room");
                assertThat(again.receive().text()).isEqualTo("there is room");
            }
            await().until(() -> server.connections.size() == 1);
        }
        assertThat(served.door.addresses()).isZero();
    }

    @Test
    void stoppingSaysRestarting() throws Exception {
        RawClient client;
        try (TestServer server = new TestServer()) {
            client = RawClient.connected(server.address);
            client.text("hello");
            assertThat(client.receive().text()).isEqualTo("hello");
            Thread answer = new Thread(() -> closeBack(client));
            answer.start();
            server.stop();
            answer.join(5_000);
            assertThat(server.closeCodes).containsExactly(4000);
        }
        assertThat(client.readToEnd()).isEmpty();
        client.hangUp();
    }

    private static void closeBack(RawClient client) {
        try {
            client.send(RawClient.closeFrame(client.receive().closeCode(), ""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connections that come and go in every way leave nothing behind. */
    @Test
    void churnLeaksNothing() throws Exception {
        long seed = System.nanoTime();
        System.out.println("WebSocketIT churn seed " + seed);
        Random random = new Random(seed);
        try (TestServer server = new TestServer(2, settings(ConnectionLimits.of(Limits.usual()), Map.of()))) {
            for (int i = 0; i < 1_500; i++) {
                try (RawClient client = new RawClient(server.address)) {
                    misbehave(client, random.nextInt(8));
                }
            }
            await().until(() -> server.loops.connections() == 0);
            assertThat(server.door.traffic().open()).isZero();
            assertThat(server.door.traffic().opened()).isGreaterThan(500);
            assertThat(server.connections).isEmpty();
            assertThat(server.closeCodes).hasSize((int) server.door.traffic().opened());
            assertThat(server.door.addresses()).isZero();
        }
    }

    private static void misbehave(RawClient client, int how) throws IOException {
        if (how == 0) {
            return;
        }
        if (how == 1) {
            client.send("GET /ws HT".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        if (how == 2) {
            client.request(RawClient.upgrade("evil.test"));
            return;
        }
        client.request(RawClient.upgrade("localhost"));
        switch (how) {
            case 3 -> client.socket.setSoLinger(true, 0);
            case 4 -> client.send(RawClient.closeFrame(1000, ""));
            case 5 -> client.send(hex("8280 00000000"));
            case 6 -> client.send(hex("81fe ffff 00000000 ff"));
            default -> {
                client.text("hello");
                client.receive();
            }
        }
    }
}
