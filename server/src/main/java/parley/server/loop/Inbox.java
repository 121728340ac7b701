package parley.server.loop;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What other threads want done on a loop. Wake-ups are coalesced: only the first hand-off after the loop said that it is
 * going to sleep costs one, so a batch of a thousand costs at most one {@code wakeup()}. Bounded by its senders, who all
 * have bounded queues or wait for answers of their own.
 */
final class Inbox {
    private static final int CHUNK = 1_024;

    private final MpscUnboundedAtomicArrayQueue<Runnable> tasks = new MpscUnboundedAtomicArrayQueue<>(CHUNK);
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final AtomicLong waitingSinceNanos = new AtomicLong();
    private final TimeSource time;
    private final Runnable wakeUp;

    Inbox(TimeSource time, Runnable wakeUp) {
        this.time = time;
        this.wakeUp = wakeUp;
    }

    /** Any thread. */
    void add(Runnable task) {
        tasks.offer(task);
        if (waitingSinceNanos.get() == 0) {
            waitingSinceNanos.compareAndSet(0, time.monotonicNanos() | 1);
        }
        // The other half is in fallAsleep: the queue is written before the flag is read here, and the flag before the
        // queue is read there, so at least one side sees the other and no wake-up is lost.
        VarHandle.fullFence();
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            wakeUp.run();
        }
    }

    /** Loop thread: the next task, or null. */
    @Nullable
    Runnable poll() {
        return tasks.poll();
    }

    /** Loop thread, before polling: how long the oldest task has waited, 0 when there was none. */
    long takeAgeNanos() {
        long since = waitingSinceNanos.get();
        if (since == 0) {
            return 0;
        }
        waitingSinceNanos.set(0);
        return Math.max(0, time.monotonicNanos() - since);
    }

    /** Loop thread: from now on a hand-off wakes the selector. False when something is waiting: then do not sleep. */
    boolean fallAsleep() {
        asleep.set(true);
        VarHandle.fullFence();
        if (tasks.isEmpty()) {
            return true;
        }
        asleep.set(false);
        return false;
    }

    /** Loop thread, after sleeping. */
    void awake() {
        asleep.set(false);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Any thread, approximately. */
    int size() {
        return tasks.size();
    }
}
