package parley.server.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thread's sockets, inbox and timers. A turn selects, reads, empties the inbox, runs timers and flushes, in this
 * order, and never blocks. Nothing that a handler, a task or a timer throws ends the loop.
 */
public final class EventLoop implements Agent, Executor {
    static final int READ_BUFFER_BYTES = 128 * 1_024;
    static final int WRITE_BUFFER_BYTES = 64 * 1_024;
    static final int MOST_TASKS_PER_TURN = 4_096;
    static final int MOST_FLUSHES_PER_TURN = 1_000;
    /** About half a millisecond of writes. */
    static final int MOST_LATE_FLUSHES_PER_TURN = 100;

    private final int index;
    private final TimeSource time;
    private final ErrorHandler errors;
    private final Inbox inbox;
    private final TimerWheel timers;
    private final Linger linger = new Linger();
    private final LoopMeter meter = new LoopMeter();
    private final TurnWatch watch;
    private final Guard guard;
    private final SocketSet sockets;
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
    private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(WRITE_BUFFER_BYTES);
    private final AtomicInteger connections = new AtomicInteger();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private volatile @Nullable Thread owner;
    private volatile boolean stopping;
    private volatile boolean closed;
    private long turnWallMs;
    private long turnNanos;

    /**
     * A loop that no thread runs yet: see {@link AgentRunner}, or call the {@link Agent} methods by hand.
     *
     * @param index its place in its {@link LoopGroup}, from 0
     * @throws IOException when the system has no selector to give
     */
    public EventLoop(int index, TimeSource time, ErrorHandler errors) throws IOException {
        this.index = index;
        this.time = time;
        this.errors = errors;
        turnWallMs = time.wallMs();
        turnNanos = time.monotonicNanos();
        timers = new TimerWheel(turnNanos);
        watch = new TurnWatch(roleName(), time, meter);
        guard = new Guard(errors, watch);
        sockets = new SocketSet(Selector.open(), guard);
        inbox = new Inbox(time, sockets::wakeUp);
    }

    /** This loop's place in its group, from 0. Any thread. */
    public int index() {
        return index;
    }

    /** True on the thread that runs this loop. Any thread. */
    public boolean onLoop() {
        return Thread.currentThread() == owner;
    }

    /** Wall clock, milliseconds since 1970, read once at the start of the turn. Loop thread. */
    public long nowMs() {
        return turnWallMs;
    }

    /** Monotonic clock in nanoseconds, read once at the start of the turn. Loop thread. */
    public long nowNanos() {
        return turnNanos;
    }

    /** Monotonic clock in nanoseconds, read now. Any thread. */
    public long readNanos() {
        return time.monotonicNanos();
    }

    /** How this loop is doing. Any thread. */
    public LoopMeter meter() {
        return meter;
    }

    /** Connections placed here that have not ended; raised at placement, before the loop has seen them. Any thread. */
    public int connections() {
        return connections.get();
    }

    /** Tasks waiting in the inbox, approximately. Any thread. */
    public int inboxSize() {
        return inbox.size();
    }

    /**
     * Runs the task on this loop, after those that were given before by the same thread. Any thread; never blocks. A loop that
     * has ended forgets it.
     */
    @Override
    public void execute(Runnable task) {
        if (!closed) {
            inbox.add(task);
        }
    }

    /**
     * Runs the task once after so long, never earlier and up to 16 ms later. Loop thread only.
     *
     * @param delayMs 0 or less means in the next turns
     */
    public TimerHandle schedule(long delayMs, Runnable task) {
        return timers.schedule(time.monotonicNanos() + delayMs * 1_000_000, task);
    }

    /** Runs the task once, about a millisecond from now, before that turn's flushes. Loop thread only; not to be cancelled. */
    public void linger(Runnable task) {
        linger.add(time.monotonicNanos(), task);
    }

    /** For one read at a time: 128 KiB, direct, shared by all sockets of this loop, empty when a handler is called. */
    public ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    /** For one write at a time: 64 KiB, direct, shared by all sockets of this loop. */
    public ByteBuffer writeBuffer() {
        return writeBuffer.clear();
    }

    /**
     * Gives a connected channel a home on this loop, whose {@link #connections()} was raised when it was
     * placed; lowered again when the socket is closed. Loop thread only.
     *
     * @param sendBufferBytes how much the kernel may hold for a slow reader before our own bound sees it
     * @param firstHandler makes the handler, which is called from the next turn on
     * @return null when the channel could not be taken, because it or this loop has ended; it is closed then
     */
    public @Nullable LoopSocket register(
            SocketChannel channel, int sendBufferBytes, Function<LoopSocket, SocketHandler> firstHandler) {
        try {
            if (stopping) {
                throw new ClosedChannelException();
            }
            return sockets.add(this, channel, sendBufferBytes, firstHandler);
        } catch (IOException e) {
            // The peer was faster, or we are stopping: nothing that anybody could do something about.
        } catch (RuntimeException | Error e) {
            // A key without its socket would be stumbled over in every turn, so whatever it was, the channel goes.
            errors.report("register", e);
        }
        closeQuietly(channel);
        left();
        return null;
    }

    /** Counts a connection that is on its way here. Any thread. */
    void count() {
        connections.incrementAndGet();
    }

    /**
     * Brings a channel here. Any thread. When the loop has ended, the channel is closed.
     *
     * @param arrival on the loop's thread; ends in {@link #register}
     */
    public void take(SocketChannel channel, Acceptor.Arrival arrival) {
        count();
        bring(channel, arrival);
    }

    /** Any thread: the same for a channel that is counted already. */
    void bring(SocketChannel channel, Acceptor.Arrival arrival) {
        if (closed) {
            closeQuietly(channel);
            left();
        } else {
            inbox.add(() -> arrival.arrived(this, channel));
        }
    }

    /** A counted connection has ended, or did not arrive. Any thread. */
    void left() {
        connections.decrementAndGet();
    }

    /**
     * Any thread: every socket is told to say good-bye, and new ones are turned away.
     *
     * @return completed when the last socket has gone
     */
    CompletableFuture<Void> stop() {
        execute(() -> {
            stopping = true;
            sockets.stop();
        });
        return emptied;
    }

    @Override
    public String roleName() {
        return "loop-" + index;
    }

    @Override
    public void onStart() {
        owner = Thread.currentThread();
    }

    @Override
    public int doWork() throws IOException {
        turnWallMs = time.wallMs();
        turnNanos = time.monotonicNanos();
        watch.begin();
        int work = sockets.serveReady()
                + runInbox()
                + timers.advance(turnNanos, task -> guard.run("timer", task))
                + linger.run(turnNanos, guard)
                + sockets.flush(MOST_FLUSHES_PER_TURN, MOST_LATE_FLUSHES_PER_TURN);
        if (work > 0) {
            watch.end();
        }
        if (stopping && sockets.isEmpty()) {
            emptied.complete(null);
        }
        return work;
    }

    @Override
    public void awaitWork() throws IOException {
        if (!sockets.hasWork() && inbox.fallAsleep()) {
            sockets.await(nanosToNext(time.monotonicNanos()));
            inbox.awake();
            meter.wakeup();
        }
    }

    private long nanosToNext(long nowNanos) {
        long timer = timers.nanosToNext(nowNanos);
        long lingering = linger.nanosToNext(nowNanos);
        return timer < 0 ? lingering : lingering < 0 ? timer : Math.min(timer, lingering);
    }

    @Override
    public void wakeUp() {
        sockets.wakeUp();
    }

    @Override
    public void onClose() {
        stopping = true;
        sockets.cut();
        closed = true;
        while (runInbox() > 0) {
            // What these tasks hand over meanwhile is forgotten, so this ends.
        }
        try {
            sockets.close();
        } catch (IOException e) {
            errors.report("close", e);
        }
        emptied.complete(null);
    }

    private int runInbox() {
        long age = inbox.takeAgeNanos();
        int ran = 0;
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            guard.run("inbox", task);
            if (++ran == MOST_TASKS_PER_TURN) {
                break;
            }
        }
        if (ran > 0) {
            meter.queueAge(age);
        }
        return ran;
    }

    SocketSet sockets() {
        return sockets;
    }

    void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
