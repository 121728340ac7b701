package parley.server.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopGroupIT {
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> clients = new ArrayList<>();
    private LoopGroup loops;
    private Acceptor listening;
    private AgentRunner acceptor;

    @BeforeEach
    void start() throws IOException {
        loops = new LoopGroup(3, TimeSource.system(), Thread::new, (where, error) -> errors.add(error));
        listening = Acceptor.listen(
                new InetSocketAddress("127.0.0.1", 0),
                loops,
                (loop, channel) -> loop.register(channel, 65_536, Idle::new));
        acceptor = new AgentRunner(listening, Thread::new, (where, error) -> errors.add(error));
        loops.start();
        acceptor.start();
    }

    @AfterEach
    void stop() throws Exception {
        acceptor.close(5_000);
        loops.stop(5_000);
        for (SocketChannel client : clients) {
            client.close();
        }
        assertThat(loops.connections()).isZero();
        assertThat(errors).isEmpty();
    }

    private void connect(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            clients.add(SocketChannel.open(listening.address()));
        }
    }

    private int spread() {
        List<Integer> counts =
                loops.loops().stream().map(EventLoop::connections).sorted().toList();
        return counts.get(counts.size() - 1) - counts.get(0);
    }

    @Test
    void twoThousandConnectionsDifferByAtMostOne() throws IOException {
        connect(2_000);
        await().until(() -> loops.connections() == 2_000);
        assertThat(spread()).isLessThanOrEqualTo(1);

        // Every third leaves, which empties one loop or all alike, and as many come: even again.
        for (int i = 0; i < 2_000; i += 3) {
            clients.get(i).close();
        }
        await().until(() -> loops.connections() == 2_000 - 667);
        connect(667);
        await().until(() -> loops.connections() == 2_000);
        assertThat(spread()).isLessThanOrEqualTo(1);
    }

    @Test
    void stoppingTellsEverySocketAndEndsTheThreads() throws Exception {
        connect(10);
        await().until(() -> loops.connections() == 10);
        acceptor.close(5_000);
        loops.stop(5_000);
        for (SocketChannel client : clients) {
            ByteBuffer read = ByteBuffer.allocate(10);
            assertThat(client.read(read)).isEqualTo(1);
            assertThat(client.read(read)).isEqualTo(-1);
        }
        assertThat(loops.connections()).isZero();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("loop-")));
    }

    /** Reads until the end; says one byte when stopped. */
    private record Idle(LoopSocket socket) implements SocketHandler {
        @Override
        public void onReadable() throws IOException {
            if (socket.read(socket.loop().readBuffer()) < 0) {
                socket.close();
            }
        }

        @Override
        public void flush() throws IOException {
            socket.write(ByteBuffer.wrap(new byte[] {'x'}));
            socket.close();
        }

        @Override
        public void onFailure(Throwable cause) {
            socket.close();
        }

        @Override
        public void onStop() {
            socket.flushLater();
        }
    }
}
