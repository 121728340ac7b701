package parley.server.loop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each distinct error once, with its stack, and counts it after that, so that a defect which every message hits
 * leaves a readable log. Distinct: place, class and topmost stack frame. After Agrona's class of this name. Any thread.
 */
public final class DistinctErrorLog implements ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DistinctErrorLog.class);
    private static final int MOST_ERRORS = 500;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    @Override
    public void onError(String where, Throwable error) {
        String key = keyOf(where, error);
        LongAdder known = counts.get(key);
        if (known != null) {
            known.increment();
        } else if (counts.size() < MOST_ERRORS) {
            LongAdder first = new LongAdder();
            first.increment();
            if (counts.putIfAbsent(key, first) == null) {
                LOG.error("Unexpected error in {}. Logged once, then counted.", where, error);
            }
        }
    }

    /** How often each error has come, by a short description. */
    public Map<String, LongAdder> counts() {
        return Map.copyOf(counts);
    }

    private static String keyOf(String where, Throwable error) {
        StackTraceElement[] stack = error.getStackTrace();
        return where + ": " + error.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
    }
}
