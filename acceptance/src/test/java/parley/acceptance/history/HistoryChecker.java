package parley.acceptance.history;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import parley.acceptance.history.Violation.Kind;

/**
 * Finds out whether a history can be true. Together the rules say: the log has the numbers 1 to n without a hole; each holds
 * one write that somebody asked for and that was not refused, and each write has at most one; what was acknowledged is there,
 * under that number; a write that began after another one's acknowledgement comes after it; every member saw every number,
 * once, in order, and ended in the state that follows from the log; no text came back.
 */
public final class HistoryChecker {
    private static final List<Rule> RULES =
            List.of(new IdentityRule(), new TimelineRule(), new OrderRule(), new TextRule(), new EndStateRule());

    private HistoryChecker() {}

    /** The shortest story of each kind of violation; empty when the history is as promised. */
    public static List<Violation> check(History history) {
        Facts facts = new Facts(history);
        Map<Kind, Violation> shortest = new EnumMap<>(Kind.class);
        for (Rule rule : RULES) {
            rule.check(facts, found -> shortest.merge(found.kind(), found, HistoryChecker::shorter));
        }
        return List.copyOf(shortest.values());
    }

    private static Violation shorter(Violation one, Violation other) {
        return other.story().size() < one.story().size() ? other : one;
    }
}
