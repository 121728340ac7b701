package parley.server.loop;

import java.util.concurrent.atomic.AtomicLong;

/** Time that only moves when a test says so. */
public final class ManualTime implements TimeSource {
    private static final long START_WALL_MS = 1_790_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);

    /** Moves both clocks. */
    public void advanceMs(long ms) {
        nanos.addAndGet(ms * 1_000_000);
    }

    @Override
    public long wallMs() {
        return START_WALL_MS + nanos.get() / 1_000_000;
    }

    @Override
    public long monotonicNanos() {
        return nanos.get();
    }
}
