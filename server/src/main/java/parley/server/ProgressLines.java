package parley.server;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import parley.server.store.archive.Progress;

/** Prints how far a long command is, a line a second at most. */
final class ProgressLines implements Progress {

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String doing;
    private final PrintStream out;
    private final LongSupplier nanoTime;
    private long lastNanos;

    /**
     * Nothing is printed in the first second.
     *
     * @param doing begins each line, such as "Checked"
     */
    ProgressLines(String doing, PrintStream out, LongSupplier nanoTime) {
        this.doing = doing;
        this.out = out;
        this.nanoTime = nanoTime;
        lastNanos = nanoTime.getAsLong();
    }

    @Override
    public void at(long rooms, long events) {
        long now = nanoTime.getAsLong();
        if (now - lastNanos >= EVERY_NANOS) {
            lastNanos = now;
            out.printf(Locale.ROOT, "%s %,d rooms, %,d events ...%n", doing, rooms, events);
        }
    }
}
