package parley.server.store.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with one connection, which drains whatever has been queued and sends it as one pipeline: while one batch is
 * in flight the next gathers, so there is batching without a timer. A batch whose outcome is unknown is sent again in
 * order, until each exchange's deadline. While Redis is known to be away, exchanges are refused at once.
 */
final class Lane {

    /** How long an exchange may take, milliseconds. */
    static final long DEADLINE_MS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int QUEUE = 1 << 16;
    private static final int DRAIN = 1 << 10;
    private static final int HANDSHAKE_TIMEOUT_MS = 1_000;
    private static final int READ_TIMEOUT_MS = 2_000;
    private static final int MIN_READ_TIMEOUT_MS = 100;
    private static final long FIRST_BACKOFF_MS = 25;
    private static final long LAST_BACKOFF_MS = 1_000;
    private static final long IDLE_PARK_MS = 500;

    private final String name;
    private final Connector connector;
    private final boolean transactions;
    private final Runnable onConnected;
    private final Thread thread;
    private final MpscAtomicArrayQueue<Exchange> queue = new MpscAtomicArrayQueue<>(QUEUE);
    private final Deque<Exchange> pending = new ArrayDeque<>();
    private final Handover handover = new Handover();
    private @Nullable RedisConnection connection;
    private long backoffMs = FIRST_BACKOFF_MS;
    private long nextAttemptNanos = System.nanoTime();
    private volatile boolean up = true;
    private volatile boolean connected;
    private volatile boolean parked;
    private boolean everConnected;
    private volatile boolean closed;
    private volatile boolean finished;

    /**
     * Makes a lane; {@link #start} starts it.
     *
     * @param name what it is for
     * @param connector opens its connections
     * @param transactions whether a batch that writes shares one sync, see {@link Commands#exchange}
     * @param onConnected runs on the lane's thread after each new connection, before anything is sent on it
     */
    Lane(String name, Connector connector, boolean transactions, Runnable onConnected) {
        this.name = name;
        this.connector = connector;
        this.transactions = transactions;
        this.onConnected = onConnected;
        this.thread = new Thread(this::run, "store-" + name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Queues an exchange, or refuses it at once. May be called by any thread; never blocks. */
    void submit(Exchange exchange) {
        exchange.setDeadlineNanos(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MS));
        if (closed || !up || !queue.offer(exchange)) {
            Handover.execute(exchange.replyTo(), exchange.unavailable());
            return;
        }
        if (parked) {
            LockSupport.unpark(thread);
        }
        if (finished) {
            refuseQueued();
        }
    }

    /** Returns whether this lane has a connection that worked when it was last used. */
    boolean connected() {
        return connected;
    }

    /** Tells the lane to finish what is queued, while Redis answers, and then to stop. Does not wait. */
    void stop() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** Waits until the lane has stopped, 6 s at most. */
    void awaitStopped() {
        try {
            thread.join(DEADLINE_MS + 1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed || (connected && !(queue.isEmpty() && pending.isEmpty()))) {
            try {
                turn();
            } catch (RuntimeException e) {
                LOG.error("The store's {} lane failed; it goes on with a new connection", name, e);
                disconnect();
            }
        }
        disconnect();
        finished = true;
        refuseQueued();
    }

    private void turn() {
        queue.drain(pending::add, DRAIN - Math.min(DRAIN, pending.size()));
        refuseOverdue();
        RedisConnection open = connection == null ? connect() : connection;
        if (open == null || pending.isEmpty()) {
            park(open == null);
        } else {
            send(open);
        }
    }

    private void park(boolean waiting) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(IDLE_PARK_MS);
        if (waiting) {
            nanos = Math.max(1, Math.min(nanos, nextAttemptNanos - System.nanoTime()));
        }
        parked = true;
        if ((queue.isEmpty() || waiting) && !closed) {
            LockSupport.parkNanos(this, nanos);
        }
        parked = false;
    }

    private @Nullable RedisConnection connect() {
        if (System.nanoTime() - nextAttemptNanos < 0) {
            return null;
        }
        try {
            RedisConnection opened = connector.open(name, HANDSHAKE_TIMEOUT_MS);
            connection = opened;
            if (!up) {
                LOG.info("The store's {} lane is connected again", name);
            }
            everConnected = true;
            up = true;
            connected = true;
            onConnected.run();
            return opened;
        } catch (StoreException e) {
            // Before the first connection it is the start that fails, and tells its reason once, not once per lane.
            if (up && everConnected) {
                LOG.warn("The store's {} lane waits: {}", name, e.getMessage());
            }
            up = false;
            connected = false;
            backOff();
            return null;
        }
    }

    private void backOff() {
        long waitMs = backoffMs / 2 + ThreadLocalRandom.current().nextLong(backoffMs / 2 + 1);
        nextAttemptNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
        backoffMs = Math.min(backoffMs * 2, LAST_BACKOFF_MS);
    }

    private void send(RedisConnection open) {
        Batch batch = new Batch(pending, handover);
        try {
            open.setSoTimeout((int) Math.min(READ_TIMEOUT_MS, Math.max(MIN_READ_TIMEOUT_MS, batch.leftMs())));
            batch.finish(batch.commands().exchange(open, transactions));
            giveBack(batch.again());
            backoffMs = FIRST_BACKOFF_MS;
            if (batch.reconnect()) {
                disconnect();
            }
        } catch (RuntimeException e) {
            LOG.warn("The store's {} lane lost its connection: {}", name, e.getMessage());
            disconnect();
            backOff();
            giveBack(batch.exchanges());
        }
        handover.flush();
    }

    private void giveBack(List<Exchange> exchanges) {
        for (int i = exchanges.size() - 1; i >= 0; i--) {
            pending.addFirst(exchanges.get(i));
        }
    }

    private void disconnect() {
        connected = false;
        RedisConnection old = connection;
        connection = null;
        if (old != null) {
            Connector.closeQuietly(old);
        }
    }

    private void refuseOverdue() {
        long now = System.nanoTime();
        while (!pending.isEmpty() && pending.getFirst().deadlineNanos() - now <= 0) {
            Exchange exchange = pending.removeFirst();
            handover.add(exchange.replyTo(), exchange.unavailable());
        }
        handover.flush();
    }

    /** After the lane's thread has stopped, whoever queued too late clears up. */
    private void refuseQueued() {
        synchronized (pending) {
            for (Exchange exchange = pending.poll(); exchange != null; exchange = pending.poll()) {
                Handover.execute(exchange.replyTo(), exchange.unavailable());
            }
            for (Exchange exchange = queue.poll(); exchange != null; exchange = queue.poll()) {
                Handover.execute(exchange.replyTo(), exchange.unavailable());
            }
        }
    }
}
