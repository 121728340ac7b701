package parley.server.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drives a loop by hand, over real sockets. */
class EventLoopTest {
    private final ManualTime time = new ManualTime();
    private final List<String> errors = new ArrayList<>();
    private final List<SocketChannel> peers = new ArrayList<>();
    private ServerSocketChannel listening;
    private EventLoop loop;

    @BeforeEach
    void start() throws IOException {
        listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0), 2_000);
        loop = new EventLoop(0, time, (where, error) -> errors.add(where + ": " + error.getMessage()));
        loop.onStart();
    }

    @AfterEach
    void stop() throws IOException {
        loop.onClose();
        for (SocketChannel peer : peers) {
            peer.close();
        }
        listening.close();
    }

    /** A socket on the loop whose peer is the last of {@link #peers}. */
    private LoopSocket socket(Function<LoopSocket, SocketHandler> handler) throws IOException {
        peers.add(SocketChannel.open(listening.getLocalAddress()));
        loop.count();
        LoopSocket socket = loop.register(listening.accept(), 65_536, handler);
        assertThat(socket).isNotNull();
        return socket;
    }

    private void say(SocketChannel peer, String text) throws IOException {
        peer.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private void turnUntil(Callable<Boolean> condition) {
        await().pollInSameThread().pollDelay(java.time.Duration.ZERO).until(() -> {
            loop.doWork();
            return condition.call();
        });
    }

    @Test
    void runsTasksInOrderAndGoesOnAfterOneThatThrows() throws IOException {
        List<Integer> ran = new ArrayList<>();
        loop.execute(() -> ran.add(1));
        loop.execute(() -> {
            throw new IllegalStateException("second");
        });
        loop.execute(() -> {
            throw new OutOfMemoryError("Direct buffer memory");
        });
        loop.execute(() -> ran.add(4));
        assertThat(loop.doWork()).isEqualTo(4);
        assertThat(ran).containsExactly(1, 4);
        assertThat(errors).containsExactly("inbox: second", "inbox: Direct buffer memory");
        assertThat(loop.doWork()).isZero();
    }

    @Test
    void aTurnTakesABoundedNumberOfTasks() throws IOException {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i <= EventLoop.MOST_TASKS_PER_TURN; i++) {
            loop.execute(ran::incrementAndGet);
        }
        loop.doWork();
        assertThat(ran).hasValue(EventLoop.MOST_TASKS_PER_TURN);
        loop.awaitWork();
        loop.doWork();
        assertThat(ran).hasValue(EventLoop.MOST_TASKS_PER_TURN + 1);
    }

    @Test
    void timersRunWhenTimeHasCome() throws IOException {
        List<String> ran = new ArrayList<>();
        loop.schedule(1_000, () -> ran.add("late"));
        loop.schedule(10, () -> {
            throw new IllegalStateException("timer");
        });
        TimerHandle cancelled = loop.schedule(10, () -> ran.add("cancelled"));
        cancelled.cancel();
        time.advanceMs(999);
        loop.doWork();
        assertThat(ran).isEmpty();
        assertThat(errors).containsExactly("timer: timer");
        time.advanceMs(17);
        loop.doWork();
        assertThat(ran).containsExactly("late");
    }

    @Test
    void tellsTheTimeOfItsTurn() throws IOException {
        loop.doWork();
        long before = loop.nowMs();
        time.advanceMs(5);
        assertThat(loop.nowMs()).isEqualTo(before);
        loop.doWork();
        assertThat(loop.nowMs()).isEqualTo(before + 5);
    }

    @Test
    void aHandlerThatThrowsIsToldAndTheOthersGoOn() throws IOException {
        Recorder good = new Recorder();
        Recorder bad = new Recorder();
        bad.onRead = () -> {
            throw new IllegalStateException("bad handler");
        };
        Recorder shed = new Recorder();
        shed.onRead = () -> {
            throw new OutOfMemoryError("Direct buffer memory");
        };
        for (Recorder recorder : List.of(bad, good, shed)) {
            socket(recorder::on);
            say(peers.get(peers.size() - 1), "x");
        }
        turnUntil(() -> good.read.equals("x") && bad.failure != null && shed.failure != null);
        assertThat(errors).containsExactlyInAnyOrder("read: bad handler", "read: Direct buffer memory");
        assertThat(loop.connections()).isEqualTo(1);
        say(peers.get(1), "y");
        turnUntil(() -> good.read.equals("xy"));
    }

    @Test
    void aHandlerWhoseFailureFailsIsClosed() throws IOException {
        Recorder bad = new Recorder();
        bad.onRead = () -> {
            throw new IllegalStateException("first");
        };
        bad.failureThrows = true;
        socket(bad::on);
        say(peers.get(0), "x");
        turnUntil(() -> loop.connections() == 0);
        assertThat(errors).containsExactly("read: first", "failure: second");
    }

    /** Whoever is read first closes all others, which are in the same ready set. */
    @Test
    void closingSocketsThatAreReadyToo() throws IOException {
        List<LoopSocket> sockets = new ArrayList<>();
        AtomicInteger reads = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            Recorder recorder = new Recorder();
            sockets.add(socket(recorder::on));
            LoopSocket own = sockets.get(i);
            recorder.onRead = () -> {
                reads.incrementAndGet();
                sockets.stream().filter(other -> other != own).forEach(LoopSocket::close);
            };
        }
        for (SocketChannel peer : peers) {
            say(peer, "x");
        }
        turnUntil(() -> loop.connections() == 1);
        assertThat(reads).hasValue(1);
        assertThat(errors).isEmpty();
    }

    @Test
    void flushesOncePerTurnAndAtMostAThousandSockets() throws IOException {
        List<LoopSocket> sockets = new ArrayList<>();
        List<Recorder> recorders = new ArrayList<>();
        int count = EventLoop.MOST_FLUSHES_PER_TURN + 1;
        for (int i = 0; i < count; i++) {
            Recorder recorder = new Recorder();
            recorders.add(recorder);
            sockets.add(socket(recorder::on));
        }
        loop.execute(() -> {
            sockets.forEach(LoopSocket::flushLater);
            sockets.forEach(LoopSocket::flushLater);
        });
        loop.doWork();
        assertThat(recorders.stream().mapToInt(recorder -> recorder.flushes).sum())
                .isEqualTo(EventLoop.MOST_FLUSHES_PER_TURN);
        loop.awaitWork();
        loop.doWork();
        assertThat(recorders).allMatch(recorder -> recorder.flushes == 1);
    }

    @Test
    void socketsThatLetOthersGoFirstAreFlushedAFewPerTurn() throws IOException {
        List<LoopSocket> sockets = new ArrayList<>();
        List<Recorder> recorders = new ArrayList<>();
        for (int i = 0; i < EventLoop.MOST_LATE_FLUSHES_PER_TURN + 2; i++) {
            Recorder recorder = new Recorder();
            recorders.add(recorder);
            sockets.add(socket(recorder::on));
        }
        loop.execute(() -> {
            sockets.forEach(LoopSocket::flushAfterOthers);
            sockets.forEach(LoopSocket::flushAfterOthers);
        });
        loop.doWork();
        assertThat(recorders.stream().mapToInt(recorder -> recorder.flushes).sum())
                .isEqualTo(EventLoop.MOST_LATE_FLUSHES_PER_TURN);
        sockets.get(sockets.size() - 2).close();
        loop.awaitWork();
        loop.doWork();
        recorders.remove(recorders.size() - 2);
        assertThat(recorders).allMatch(recorder -> recorder.flushes == 1);
    }

    @Test
    void aChannelThatWasClosedBeforeItArrivesIsNotCounted() throws IOException {
        peers.add(SocketChannel.open(listening.getLocalAddress()));
        SocketChannel channel = listening.accept();
        channel.close();
        loop.count();
        assertThat(loop.register(channel, 65_536, new Recorder()::on)).isNull();
        assertThat(loop.connections()).isZero();
    }

    @Test
    void aHandlerThatCannotBeMadeLeavesNothingBehind() throws IOException {
        peers.add(SocketChannel.open(listening.getLocalAddress()));
        loop.count();
        assertThat(loop.register(listening.accept(), 65_536, socket -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isNull();
        say(peers.get(0), "x");
        loop.doWork();
        assertThat(loop.connections()).isZero();
        assertThat(errors).containsExactly("register: Java heap space");
    }

    @Test
    void afterTheEndTasksAreForgottenAndArrivalsClosed() throws IOException {
        Recorder recorder = new Recorder();
        socket(recorder::on);
        loop.onClose();
        assertThat(recorder.failure).isInstanceOf(java.nio.channels.ClosedChannelException.class);
        loop.execute(() -> errors.add("ran"));
        SocketChannel late = SocketChannel.open(listening.getLocalAddress());
        loop.take(late, (to, back) -> errors.add("arrived"));
        assertThat(late.isOpen()).isFalse();
        assertThat(loop.connections()).isZero();
        assertThat(errors).isEmpty();
        start();
    }

    @Test
    void measuresTurnsAndQueueAge() throws IOException {
        loop.execute(() -> time.advanceMs(20));
        time.advanceMs(30);
        loop.doWork();
        assertThat(loop.meter().turns()).isEqualTo(1);
        assertThat(loop.meter().longestTurnNanos()).isEqualTo(20_000_000);
        assertThat(loop.meter().longestQueueNanos()).isBetween(29_999_999L, 30_000_000L);
        assertThat(loop.meter().slowTurns()).isZero();
        loop.execute(() -> time.advanceMs(51));
        loop.doWork();
        assertThat(loop.meter().slowTurns()).isEqualTo(1);
    }

    /** Reads what comes and remembers what it was told. */
    private static final class Recorder implements SocketHandler {
        private Runnable onRead = () -> {};
        private boolean failureThrows;
        private LoopSocket socket;
        private String read = "";
        private int flushes;
        private Throwable failure;

        SocketHandler on(LoopSocket socket) {
            this.socket = socket;
            return this;
        }

        @Override
        public void onReadable() throws IOException {
            onRead.run();
            ByteBuffer buffer = socket.loop().readBuffer();
            socket.read(buffer);
            read += java.nio.charset.StandardCharsets.UTF_8.decode(buffer.flip());
        }

        @Override
        public void flush() {
            flushes++;
        }

        @Override
        public void onFailure(Throwable cause) {
            failure = cause;
            if (failureThrows) {
                throw new IllegalStateException("second");
            }
            socket.close();
        }

        @Override
        public void onStop() {
            socket.close();
        }
    }
}
