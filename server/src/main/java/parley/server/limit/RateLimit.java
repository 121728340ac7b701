package parley.server.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * So many on average, so many at once. The generic cell rate algorithm (ITU-T I.371): one number, the theoretical arrival
 * time of the next one. Lock-free; any thread.
 */
public final class RateLimit {
    private final Limits limits;
    private final Bound bound;
    private final Quantity quantity;
    private final long burstNanos;
    private final AtomicLong nextNanos;

    RateLimit(Limits limits, Bound bound, long nowNanos) {
        this.limits = limits;
        this.bound = bound;
        quantity = limits.of(bound);
        burstNanos = quantity.isRate() ? quantity.nanosFor(quantity.atOnce()) : 0;
        nextNanos = new AtomicLong(nowNanos);
    }

    /** Takes one; returns 0 when it is allowed, else the milliseconds to wait (1 or more), and nothing was taken. */
    public long take(long nowNanos) {
        return take(nowNanos, 1);
    }

    /** Takes so many at once, or none of them. More than the burst are never allowed. */
    public long take(long nowNanos, long count) {
        if (!quantity.isRate()) {
            return 0;
        }
        long costNanos = quantity.nanosFor(count);
        while (true) {
            long next = nextNanos.get();
            long aheadNanos = Math.max(0, next - nowNanos);
            long excessNanos = aheadNanos + costNanos - burstNanos;
            if (excessNanos > 0) {
                limits.reached(bound);
                return excessNanos / 1_000_000 + 1;
            }
            if (nextNanos.compareAndSet(next, nowNanos + aheadNanos + costNanos)) {
                return 0;
            }
        }
    }

    /** Gives so many back that were taken and not used. */
    public void giveBack(long count) {
        if (quantity.isRate()) {
            nextNanos.addAndGet(-quantity.nanosFor(count));
        }
    }
}
