package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import parley.server.FuzzRun;
import parley.server.http.HttpPool;
import parley.server.http.HttpServer;
import parley.server.http.Page;
import parley.server.limit.Limits;

/** Strangers send noise, damaged handshakes and damaged frames, and go in every way: nothing of them stays. */
class HostileSocketsIT {
    private static final int CLIENTS = 8;
    private static final long MARGIN_BYTES = 8L << 20;
    private static final byte[] HANDSHAKE = RawClient.upgrade("localhost").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAGE = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final long seed = FuzzRun.seed(getClass());
    private TestServer server;

    @Test
    void leaveNothingBehind() throws Exception {
        int inputs = FuzzRun.inputs(3_000, 100_000);
        Limits limits = Limits.with(Map.of(), false);
        HttpServer http = new HttpServer(new HostPolicy(List.of())).page(Page.onClassPath());
        try (HttpPool pool = http.start(limits)) {
            server = new TestServer(2, FrontDoorSettings.local(limits), pool);
            try (TestServer running = server) {
                attack(inputs / 10, seed + 1);
                Memory before = settled();
                long start = System.nanoTime();
                attack(inputs, seed);
                long seconds = (System.nanoTime() - start) / 1_000_000_000;
                Memory after = settled();
                System.out.println("HostileSocketsIT: " + inputs + " inputs in " + seconds + " s, before " + before
                        + ", after " + after + ", connections " + running.loops.connections() + ", addresses "
                        + running.door.addresses());
                assertThat(after.heap() - before.heap()).isLessThan(MARGIN_BYTES);
                assertThat(after.direct() - before.direct()).isLessThan(MARGIN_BYTES / 8);
                stillAnswers();
            }
        }
    }

    private void attack(int inputs, long from) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(from * CLIENTS + i);
                done.add(clients.submit(() -> {
                    RandomConversation conversation = new RandomConversation(random, 2_000);
                    for (int n = inputs / CLIENTS; n > 0; n--) {
                        attackOnce(random, conversation);
                    }
                    return null;
                }));
            }
            for (Future<?> client : done) {
                client.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private void attackOnce(Random random, RandomConversation conversation) throws IOException {
        try (Socket socket = new Socket()) {
            // From many addresses: no limit per address is meant here, and no port is used up.
            byte[] address = {127, 0, 1, (byte) (1 + random.nextInt(200))};
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
            socket.setSoTimeout(60_000);
            socket.connect(server.address);
            try {
                OutputStream out = socket.getOutputStream();
                for (byte[] part : input(random, conversation)) {
                    out.write(part);
                }
                leave(random, socket);
            } catch (SocketException closedByServer) {
                // Rightly: it need not listen to the end.
            }
        }
    }

    private static List<byte[]> input(Random random, RandomConversation conversation) {
        switch (random.nextInt(10)) {
            case 0 -> {
                byte[] noise = new byte[1 + random.nextInt(600)];
                random.nextBytes(noise);
                return List.of(noise);
            }
            case 1 -> {
                return List.of(damaged(PAGE, random));
            }
            case 2 -> {
                return List.of(PAGE, damaged(PAGE, random));
            }
            case 3, 4 -> {
                return List.of(damaged(HANDSHAKE, random));
            }
            default -> {
                List<byte[]> parts = new ArrayList<>(List.of(HANDSHAKE));
                parts.addAll(conversation.next());
                if (random.nextInt(4) == 0) {
                    byte[] last = parts.remove(parts.size() - 1);
                    parts.add(java.util.Arrays.copyOf(last, random.nextInt(last.length)));
                }
                return parts;
            }
        }
    }

    private static byte[] damaged(byte[] request, Random random) {
        byte[] damaged = request.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(3) == 0 ? java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
    }

    /** By a reset, at once, or by a half close, after which the server must end what is left. */
    private static void leave(Random random, Socket socket) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> socket.setSoLinger(true, 0);
            case 1 -> socket.close();
            default -> {
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[4_096];
                while (in.read(buffer) >= 0) {
                    // What it still says.
                }
            }
        }
    }

    private record Memory(long heap, long direct) {
        @Override
        public String toString() {
            return "heap " + (heap >> 10) + " KiB, direct " + (direct >> 10) + " KiB";
        }
    }

    /** When everybody has gone: no connection, nobody counted, and what is still held then. */
    private Memory settled() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(server.loops.connections()).isZero();
            assertThat(server.door.addresses()).isZero();
            assertThat(server.connections).isEmpty();
        });
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return new Memory(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), direct);
    }

    private void stillAnswers() throws IOException {
        try (RawClient client = RawClient.connected(server.address)) {
            client.text("hello");
            assertThat(client.receive().text()).isEqualTo("hello");
        }
    }
}
