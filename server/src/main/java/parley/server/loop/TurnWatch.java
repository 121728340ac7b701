package parley.server.loop;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what makes a turn slow: remembers the longest step of the running turn, and logs a turn of more than 50 ms once
 * per distinct cause. A cause is a phase and the class of the longest step. One thread.
 */
final class TurnWatch {
    static final long SLOW_NANOS = 50_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(TurnWatch.class);
    private static final int MOST_CAUSES = 100;

    private final String loop;
    private final TimeSource time;
    private final LoopMeter meter;
    private final Set<String> known = new HashSet<>();
    private long startNanos;
    private long stepNanos;
    private long longestNanos;
    private String longestPhase = "";
    private Class<?> longestStep = Object.class;

    TurnWatch(String loop, TimeSource time, LoopMeter meter) {
        this.loop = loop;
        this.time = time;
        this.meter = meter;
    }

    void begin() {
        startNanos = time.monotonicNanos();
        stepNanos = startNanos;
        longestNanos = 0;
    }

    /** A step has ended; the next one begins. */
    void step(String phase, Object step) {
        long now = time.monotonicNanos();
        if (now - stepNanos > longestNanos) {
            longestNanos = now - stepNanos;
            longestPhase = phase;
            longestStep = step.getClass();
        }
        stepNanos = now;
    }

    void end() {
        long nanos = time.monotonicNanos() - startNanos;
        meter.turn(nanos);
        if (nanos > SLOW_NANOS) {
            meter.slowTurn();
            String cause = longestPhase + " " + nameOf(longestStep);
            if (known.size() < MOST_CAUSES && known.add(cause)) {
                LOG.warn(
                        "A turn of {} took {} ms, {} ms of them in {}. Said once per cause.",
                        loop,
                        nanos / 1_000_000,
                        longestNanos / 1_000_000,
                        cause);
            }
        }
    }

    /** Lambdas of one class are one cause. */
    private static String nameOf(Class<?> type) {
        String name = type.getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda);
    }
}
