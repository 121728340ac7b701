package parley.server;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * CPU time of this thread for one input. Beyond the limit an input is run three times more, and the fastest counts: the
 * first run of cold code is not the input's fault.
 */
public final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long LIMIT_NANOS = 50_000_000;
    private static final int REPEATS = 3;

    private final String name;
    private long inputs;
    private long slowestNanos;
    private int slowestBytes;

    public CpuTime(String name) {
        this.name = name;
    }

    /** Runs it, and fails when it takes 50 ms or more; any failure shows the input. */
    public void run(byte[] input, Consumer<byte[]> reader) {
        try {
            run(input.length, () -> reader.accept(input));
        } catch (RuntimeException | Error failure) {
            throw new AssertionError(
                    name + ", input in base 64: " + Base64.getEncoder().encodeToString(input), failure);
        }
    }

    /** The same, without the input at hand. */
    public void run(int bytes, Runnable input) {
        long nanos = timed(input);
        for (int i = 0; i < REPEATS && nanos >= LIMIT_NANOS; i++) {
            nanos = Math.min(nanos, timed(input));
        }
        inputs++;
        if (nanos > slowestNanos) {
            slowestNanos = nanos;
            slowestBytes = bytes;
        }
        if (nanos >= LIMIT_NANOS) {
            throw new AssertionError(name + ": an input of " + bytes + " bytes takes " + nanos / 1_000 + " us");
        }
    }

    private static long timed(Runnable input) {
        long start = THREADS.getCurrentThreadCpuTime();
        input.run();
        return THREADS.getCurrentThreadCpuTime() - start;
    }

    /** Says how many there were, and the slowest. */
    public void print() {
        System.out.println(name + ": " + inputs + " inputs, the slowest " + slowestNanos / 1_000 + " us of CPU for "
                + slowestBytes + " bytes");
    }
}
