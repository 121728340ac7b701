package parley.server.loop;

import java.util.function.Consumer;

/**
 * Thousands of timers at constant cost: a hashed wheel (Varghese and Lauck, scheme 6) of 512 slots of 16 ms. A timer never
 * fires early and at most one slot late; timers further away than one round (8 s) stay in their slot until their round
 * comes. Knows no clock: time is given to it. One thread.
 */
final class TimerWheel {
    static final long TICK_NANOS = 16_000_000;
    private static final int SLOTS = 512;

    private final Timer[] slots = new Timer[SLOTS];
    private final long originNanos;
    private long tick;
    private int size;

    /** @param nowNanos the monotonic time at which the wheel begins */
    TimerWheel(long nowNanos) {
        originNanos = nowNanos;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Timer(this, 0, () -> {});
        }
    }

    /** Timers that have neither run nor been cancelled. */
    int size() {
        return size;
    }

    /** @param deadlineNanos monotonic; in the past means the next {@link #advance} */
    TimerHandle schedule(long deadlineNanos, Runnable task) {
        long due = Math.max(tick + 1, Math.floorDiv(deadlineNanos - originNanos + TICK_NANOS - 1, TICK_NANOS));
        Timer timer = new Timer(this, due, task);
        timer.insertBefore(slots[(int) (due % SLOTS)]);
        size++;
        return timer;
    }

    /**
     * Runs what is due, slot by slot. A task may schedule and cancel timers; what it schedules runs in a later call.
     *
     * @param runner runs one task and catches what it throws
     * @return how many have run
     */
    int advance(long nowNanos, Consumer<Runnable> runner) {
        long target = Math.floorDiv(nowNanos - originNanos, TICK_NANOS);
        if (target <= tick) {
            return 0;
        }
        Timer due = new Timer(this, 0, () -> {});
        long lastSlot = Math.min(target, tick + SLOTS);
        for (long at = tick + 1; at <= lastSlot; at++) {
            collect(slots[(int) (at % SLOTS)], target, due);
        }
        tick = target;
        int ran = 0;
        for (Timer timer = due.next; timer != due; timer = due.next) {
            timer.cancel();
            ran++;
            runner.accept(timer.task);
        }
        return ran;
    }

    /** Nanoseconds until a slot that is not empty, 0 when one is overdue, -1 without any timer. */
    long nanosToNext(long nowNanos) {
        if (size == 0) {
            return -1;
        }
        long at = tick + 1;
        while (at < tick + SLOTS && slots[(int) (at % SLOTS)].isAlone()) {
            at++;
        }
        return Math.max(0, at * TICK_NANOS - (nowNanos - originNanos));
    }

    private static void collect(Timer slot, long target, Timer due) {
        Timer next;
        for (Timer timer = slot.next; timer != slot; timer = next) {
            next = timer.next;
            if (timer.dueTick <= target) {
                timer.unlink();
                timer.insertBefore(due);
            }
        }
    }

    /** A link of a ring; the head of each ring is a timer that never fires. */
    private static final class Timer implements TimerHandle {
        private final TimerWheel wheel;
        private final long dueTick;
        private final Runnable task;
        private Timer previous = this;
        private Timer next = this;

        Timer(TimerWheel wheel, long dueTick, Runnable task) {
            this.wheel = wheel;
            this.dueTick = dueTick;
            this.task = task;
        }

        @Override
        public void cancel() {
            if (!isAlone()) {
                unlink();
                wheel.size--;
            }
        }

        boolean isAlone() {
            return next == this;
        }

        void insertBefore(Timer head) {
            previous = head.previous;
            next = head;
            head.previous.next = this;
            head.previous = this;
        }

        void unlink() {
            previous.next = next;
            next.previous = previous;
            previous = this;
            next = this;
        }
    }
}
