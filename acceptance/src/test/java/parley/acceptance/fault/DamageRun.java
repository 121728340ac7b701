package parley.acceptance.fault;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many damaged stores, some at a time: most of what each does is to wait. */
final class DamageRun {
    /** Begins an outcome that must not be. */
    static final String WRONG = "WRONG: ";

    private static final int AT_A_TIME = 3;

    private record Case(String name, Future<String> outcome) {}

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private final List<Case> cases = new ArrayList<>();

    void add(String name, Callable<String> open) {
        cases.add(new Case(name, threads.submit(() -> {
            try {
                return open.call();
            } catch (Exception | AssertionError e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                return WRONG + trace;
            }
        })));
    }

    /** How often there was each outcome; prints those that must not be. */
    Map<String, Integer> end() throws Exception {
        Map<String, Integer> outcomes = new TreeMap<>();
        try {
            for (Case one : cases) {
                String outcome = one.outcome().get();
                if (outcome.contains(WRONG)) {
                    System.out.println(one.name() + ": " + outcome);
                    outcome = WRONG;
                }
                outcomes.merge(outcome, 1, Integer::sum);
            }
        } finally {
            threads.shutdownNow();
        }
        return outcomes;
    }
}
