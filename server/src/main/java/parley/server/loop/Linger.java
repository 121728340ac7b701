package parley.server.loop;

import java.util.ArrayDeque;

/**
 * Work that waits a millisecond for more of its kind. All waits are of the same length, so what came first is due first. One
 * thread.
 */
final class Linger {
    static final long NANOS = 1_000_000;

    private final ArrayDeque<Wait> waits = new ArrayDeque<>();

    private record Wait(long untilNanos, Runnable task) {}

    void add(long nowNanos, Runnable task) {
        waits.add(new Wait(nowNanos + NANOS, task));
    }

    /** Runs what is due; returns how many have run. */
    int run(long nowNanos, Guard guard) {
        int ran = 0;
        for (Wait wait = waits.peek(); wait != null && wait.untilNanos() - nowNanos <= 0; wait = waits.peek()) {
            waits.remove();
            guard.run("linger", wait.task());
            ran++;
        }
        return ran;
    }

    /** Nanoseconds until the first is due, 0 when it is overdue, -1 without any. */
    long nanosToNext(long nowNanos) {
        Wait first = waits.peek();
        return first == null ? -1 : Math.max(0, first.untilNanos() - nowNanos);
    }
}
