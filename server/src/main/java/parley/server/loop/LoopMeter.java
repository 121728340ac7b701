package parley.server.loop;

import java.util.concurrent.atomic.AtomicLong;

/** How a loop is doing. Written by the loop alone, read by any thread; all figures since the start. */
public final class LoopMeter {
    private final AtomicLong turns = new AtomicLong();
    private final AtomicLong wakeups = new AtomicLong();
    private final AtomicLong busyNanos = new AtomicLong();
    private final AtomicLong longestTurnNanos = new AtomicLong();
    private final AtomicLong slowTurns = new AtomicLong();
    private final AtomicLong queueNanos = new AtomicLong();
    private final AtomicLong longestQueueNanos = new AtomicLong();

    LoopMeter() {}

    /** Turns that did something. */
    public long turns() {
        return turns.get();
    }

    /** How often the loop was asleep and came back, for a socket, a timer or its inbox. */
    public long wakeups() {
        return wakeups.get();
    }

    /** Time spent in turns: its growth per second is the loop's load, 0 to 1. */
    public long busyNanos() {
        return busyNanos.get();
    }

    public long longestTurnNanos() {
        return longestTurnNanos.get();
    }

    /** Turns of more than 50 ms. */
    public long slowTurns() {
        return slowTurns.get();
    }

    /** Sum, over the turns with an inbox that was not empty, of how long its oldest task had waited. */
    public long queueNanos() {
        return queueNanos.get();
    }

    public long longestQueueNanos() {
        return longestQueueNanos.get();
    }

    void turn(long nanos) {
        turns.lazySet(turns.get() + 1);
        busyNanos.lazySet(busyNanos.get() + nanos);
        raise(longestTurnNanos, nanos);
    }

    void slowTurn() {
        slowTurns.lazySet(slowTurns.get() + 1);
    }

    void wakeup() {
        wakeups.lazySet(wakeups.get() + 1);
    }

    void queueAge(long nanos) {
        queueNanos.lazySet(queueNanos.get() + nanos);
        raise(longestQueueNanos, nanos);
    }

    private static void raise(AtomicLong highest, long value) {
        if (value > highest.get()) {
            highest.lazySet(value);
        }
    }
}
