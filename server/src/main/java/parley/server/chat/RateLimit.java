package parley.server.chat;

import java.util.concurrent.atomic.AtomicLong;

/**
 * So many requests a second on average, so many at once. The generic cell rate algorithm (ITU-T I.371): one number, the
 * theoretical arrival time of the next request. Lock-free, because a person's connections live on several loops.
 */
final class RateLimit {
    private final long intervalNanos;
    private final long burstNanos;
    private final AtomicLong nextNanos;

    /**
     * @param perSecond requests a second, 1 or more; 0 for no limit
     * @param burst requests at once, 1 or more
     * @param nowNanos the monotonic time
     */
    RateLimit(int perSecond, int burst, long nowNanos) {
        this.intervalNanos = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
        this.burstNanos = intervalNanos * (burst - 1);
        this.nextNanos = new AtomicLong(nowNanos);
    }

    /** Takes one request; returns 0 when it is allowed, else the milliseconds to wait (1 or more). */
    long take(long nowNanos) {
        if (intervalNanos == 0) {
            return 0;
        }
        while (true) {
            long next = nextNanos.get();
            long aheadNanos = next - nowNanos;
            if (aheadNanos > burstNanos) {
                return (aheadNanos - burstNanos) / 1_000_000 + 1;
            }
            if (nextNanos.compareAndSet(next, (aheadNanos > 0 ? next : nowNanos) + intervalNanos)) {
                return 0;
            }
        }
    }

    /** Gives one request back: it turned out to be a duplicate, which is free. */
    void giveBack() {
        nextNanos.addAndGet(-intervalNanos);
    }
}
