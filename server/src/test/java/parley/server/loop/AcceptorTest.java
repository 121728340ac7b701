package parley.server.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptorTest {
    private final ManualTime time = new ManualTime();
    private final List<String> errors = new ArrayList<>();
    private final List<SocketChannel> clients = new ArrayList<>();
    private final List<SocketChannel> arrived = new ArrayList<>();
    private LoopGroup loops;
    private ServerSocketChannel server;
    private int failures;
    private Acceptor acceptor;

    @BeforeEach
    void listen() throws IOException {
        loops = new LoopGroup(3, time, Thread::new, (where, error) -> errors.add(where + ": " + error.getMessage()));
        server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0), 50);
        acceptor = new Acceptor(server, this::acceptUnlessFull, loops, (loop, channel) -> arrived.add(channel), 10);
    }

    @AfterEach
    void close() throws IOException {
        acceptor.onClose();
        for (SocketChannel client : clients) {
            client.close();
        }
        for (SocketChannel channel : arrived) {
            channel.close();
        }
        loops.loops().forEach(EventLoop::onClose);
    }

    /** What the system says when the process is out of descriptors. */
    private SocketChannel acceptUnlessFull() throws IOException {
        if (failures > 0) {
            failures--;
            throw new IOException("Too many open files");
        }
        return server.accept();
    }

    private void connect(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            clients.add(SocketChannel.open(server.getLocalAddress()));
        }
    }

    private void turnLoops() throws IOException {
        for (EventLoop loop : loops.loops()) {
            loop.doWork();
        }
    }

    @Test
    void placesEachOnTheLoopWithTheFewest() throws IOException {
        loops.loops().get(1).count();
        loops.loops().get(1).count();
        connect(5);
        await().pollInSameThread().until(() -> {
            acceptor.doWork();
            return loops.connections() == 7;
        });
        assertThat(loops.loops()).extracting(EventLoop::connections).containsExactly(3, 2, 2);
        turnLoops();
        assertThat(arrived).hasSize(5);
    }

    @Test
    void waitsWhenDescriptorsRunOutAndGoesOn() throws IOException {
        connect(2);
        failures = 2;
        assertThat(acceptor.doWork()).isZero();
        assertThat(acceptor.doWork()).isZero();
        assertThat(errors).containsExactly("accept: Too many open files");
        time.advanceMs(100);
        assertThat(acceptor.doWork()).isZero();
        assertThat(errors).hasSize(2);
        time.advanceMs(99);
        assertThat(acceptor.doWork()).isZero();
        time.advanceMs(1);
        assertThat(acceptor.doWork()).isEqualTo(2);
        assertThat(errors).hasSize(2);
        assertThat(loops.connections()).isEqualTo(2);
    }

    @Test
    void leavesDescriptorsToOthers() throws IOException {
        for (int i = 0; i < 9; i++) {
            loops.place();
        }
        connect(2);
        assertThat(acceptor.doWork()).isEqualTo(1);
        assertThat(errors).containsExactly("accept: No room for more than 10 connections. Raise ulimit -n.");
        loops.loops().get(0).left();
        time.advanceMs(100);
        assertThat(acceptor.doWork()).isEqualTo(1);
    }

    @Test
    void saysSoWhenThePortIsInUse() throws IOException {
        InetSocketAddress taken = acceptor.address();
        Assertions.assertThatThrownBy(() -> Acceptor.listen(taken, loops, (loop, channel) -> {}))
                .isInstanceOf(BindException.class);
    }
}
