package parley.desktop.app;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to an exception that nobody caught, on whichever thread: the app goes on, the log has it whole once, and the
 * person is told once. What repeats itself, a fault in the drawing perhaps sixty times a second, is only counted.
 */
final class Faults implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Map<String, Integer> counts = new HashMap<>();
    private final Runnable tell;

    /**
     * Counts from zero.
     *
     * @param tell tells the person; called on the thread of the fault
     */
    Faults(Runnable tell) {
        this.tell = tell;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable problem) {
        int count = count(problem);
        if (count == 1) {
            LOG.error("Unexpected on {}", thread.getName(), problem);
            tell.run();
        } else if (isRound(count)) {
            LOG.error("Unexpected on {}, {} times by now: {}", thread.getName(), count, problem.toString());
        }
    }

    private synchronized int count(Throwable problem) {
        String place = Arrays.stream(problem.getStackTrace())
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("");
        return counts.merge(problem.getClass().getName() + " " + place, 1, Integer::sum);
    }

    /** 10, 100, 1000 and on. */
    private static boolean isRound(int count) {
        return Integer.toString(count).matches("10+");
    }
}
