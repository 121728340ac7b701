package parley.acceptance.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.acceptance.rig.FaultProxy.Plan;
import parley.acceptance.rig.Relay.End;

/** Each fault between two real sockets. */
class FaultProxyTest {
    private static final int PATIENCE_MS = 5_000;
    private static final int SHORTLY_MS = 200;

    private final BlockingQueue<Socket> arrived = new LinkedBlockingQueue<>();
    private ServerSocket target;

    /** A connection as both ends see it. */
    private record Pair(FaultProxy proxy, Socket client, Socket server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            server.close();
            proxy.close();
        }
    }

    @BeforeEach
    void listen() throws IOException {
        target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (true) {
                try {
                    arrived.add(target.accept());
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stopListening() throws IOException {
        target.close();
    }

    @Test
    void withoutAFaultEverythingGoesThroughBothWays() throws Exception {
        try (Pair pair = connect(Plan.CLEAN)) {
            byte[] much = new byte[1 << 20];
            write(pair.client(), bytes(10));
            assertThat(read(pair.server(), 10)).isEqualTo(bytes(10));
            Thread writer = new Thread(() -> write(pair.server(), much));
            writer.start();
            assertThat(read(pair.client(), much.length)).isEqualTo(much);
            writer.join();
            pair.client().close();
            assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
            await().untilAsserted(() -> assertThat(pair.proxy().ended()).isEqualTo(1));
        }
    }

    @Test
    void aCutAfterSoManyBytesToTheTargetLetsExactlyThoseThrough() throws Exception {
        try (Pair pair = connect(Plan.toTarget(Flow.clean().endsAfter(7, End.CUT)))) {
            write(pair.client(), bytes(10));
            assertThat(pair.server().getInputStream().readAllBytes()).isEqualTo(bytes(7));
            assertThat(ends(pair.client())).isTrue();
            assertThat(pair.proxy().ended()).isEqualTo(1);
        }
    }

    @Test
    void aCutAfterSoManyBytesToTheClientLetsExactlyThoseThrough() throws Exception {
        try (Pair pair = connect(Plan.toClient(Flow.clean().endsAfter(7, End.CUT)))) {
            write(pair.client(), bytes(3));
            assertThat(read(pair.server(), 3)).isEqualTo(bytes(3));
            write(pair.server(), bytes(10));
            assertThat(pair.client().getInputStream().readAllBytes()).isEqualTo(bytes(7));
            assertThat(ends(pair.server())).isTrue();
        }
    }

    @Test
    void aCutAtTheFirstByteLetsNothingThrough() throws Exception {
        try (Pair pair = connect(Plan.toTarget(Flow.clean().endsAfter(0, End.CUT)))) {
            assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
            assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aResetIsSeenAsOne() throws Exception {
        try (Pair pair = connect(Plan.toTarget(Flow.clean().endsAfter(7, End.RESET)))) {
            write(pair.client(), bytes(10));
            assertThatThrownBy(() -> pair.client().getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThatThrownBy(() -> pair.server().getInputStream().readAllBytes())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aHalfOpenConnectionStaysAndCarriesNothingMore() throws Exception {
        try (Pair pair = connect(Plan.toTarget(Flow.clean().endsAfter(7, End.HALF_OPEN)))) {
            write(pair.client(), bytes(10));
            assertThat(read(pair.server(), 7)).isEqualTo(bytes(7));
            await().untilAsserted(() -> assertThat(pair.proxy().ended()).isEqualTo(1));
            write(pair.server(), bytes(10));
            staysSilent(pair.client());
            pair.client().close();
            staysSilent(pair.server());
        }
    }

    @Test
    void aBlackHoleAcceptsAndNeverAnswers() throws Exception {
        try (FaultProxy proxy = new FaultProxy(target.getLocalPort(), Plan.BLACK_HOLE);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            write(client, bytes(10));
            staysSilent(client);
            assertThat(arrived).isEmpty();
        }
    }

    @Test
    void aDelayIsNotABandwidth() throws Exception {
        Duration delay = Duration.ofMillis(150);
        try (Pair pair = connect(Plan.toTarget(Flow.clean().delayed(delay)))) {
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                write(pair.client(), bytes(5_000));
            }
            assertThat(read(pair.server(), 100_000)).hasSize(100_000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(delay, delay.multipliedBy(8));
            write(pair.server(), bytes(1));
            assertThat(read(pair.client(), 1)).hasSize(1);
        }
    }

    @Test
    void whatWasDelayedStillArrivesBeforeACut() throws Exception {
        Flow flow = Flow.clean().delayed(Duration.ofMillis(50)).endsAfter(7, End.CUT);
        try (Pair pair = connect(Plan.toTarget(flow))) {
            write(pair.client(), bytes(10));
            assertThat(pair.server().getInputStream().readAllBytes()).isEqualTo(bytes(7));
        }
    }

    @Test
    void aBandwidthIsNotExceeded() throws Exception {
        try (Pair pair = connect(Plan.toClient(Flow.clean().bandwidth(100_000)))) {
            long start = System.nanoTime();
            write(pair.server(), new byte[30_000]);
            read(pair.client(), 30_000);
            // The pause after the last piece is not waited for.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(285));
        }
    }

    @Test
    void aDripIsOneByteAtATime() throws Exception {
        try (Pair pair = connect(Plan.toClient(Flow.clean().drip(Duration.ofMillis(20))))) {
            long start = System.nanoTime();
            write(pair.server(), bytes(10));
            assertThat(pair.client().getInputStream().read(new byte[10])).isEqualTo(1);
            assertThat(read(pair.client(), 9)).hasSize(9);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(175));
        }
    }

    @Test
    void allConnectionsCanBeEndedAtOnce() throws Exception {
        try (Pair pair = connect(Plan.CLEAN)) {
            pair.proxy().end(End.CUT);
            assertThat(pair.client().getInputStream().read()).isEqualTo(-1);
            assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aNewPlanIsForNewConnections() throws Exception {
        try (Pair pair = connect(Plan.CLEAN)) {
            pair.proxy().plan(Plan.toTarget(Flow.clean().endsAfter(0, End.CUT)));
            try (Socket next =
                    new Socket(InetAddress.getLoopbackAddress(), pair.proxy().port())) {
                next.setSoTimeout(PATIENCE_MS);
                assertThat(next.getInputStream().read()).isEqualTo(-1);
            }
            write(pair.client(), bytes(10));
            assertThat(read(pair.server(), 10)).hasSize(10);
            assertThat(pair.proxy().accepted()).isEqualTo(2);
        }
    }

    @Test
    void aTargetThatIsNotThereIsAConnectionThatEnds() throws Exception {
        ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gone.close();
        try (FaultProxy proxy = new FaultProxy(gone.getLocalPort(), Plan.CLEAN);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            client.setSoTimeout(PATIENCE_MS);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Pair connect(Plan plan) throws Exception {
        FaultProxy proxy = new FaultProxy(target.getLocalPort(), plan);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(PATIENCE_MS);
        Socket server = arrived.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
        assertThat(server).isNotNull();
        server.setSoTimeout(PATIENCE_MS);
        return new Pair(proxy, client, server);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(Socket socket, int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    private static void staysSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SHORTLY_MS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    /** An end of the stream, or a RST when the other side had not read everything. */
    private static boolean ends(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }
}
