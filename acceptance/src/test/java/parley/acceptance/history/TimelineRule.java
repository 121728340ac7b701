package parley.acceptance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import parley.acceptance.history.Violation.Kind;

/** Every member sees every number, once and in order, and the numbers have no hole. */
final class TimelineRule implements Rule {
    @Override
    public void check(Facts facts, Consumer<Violation> broken) {
        facts.timelines().forEach((member, timeline) -> {
            Map<Long, Sighting> seen = inOrder(timeline, broken);
            facts.log().forEach((seq, operations) -> {
                if (!seen.containsKey(seq)) {
                    broken.accept(lost(facts, member, seq, operations.iterator().next()));
                }
            });
        });
        holes(facts, broken);
    }

    private static Map<Long, Sighting> inOrder(List<Sighting> timeline, Consumer<Violation> broken) {
        Map<Long, Sighting> seen = new HashMap<>();
        Sighting highest = null;
        for (Sighting sighting : timeline) {
            Sighting before = seen.putIfAbsent(sighting.seq(), sighting);
            if (before != null) {
                broken.accept(Violation.of(Kind.DOUBLED, before.told(), "Again " + sighting.told()));
            } else if (highest != null && sighting.seq() < highest.seq()) {
                broken.accept(Violation.of(Kind.SWAPPED, highest.told(), "After that " + sighting.told()));
            }
            highest = highest == null || sighting.seq() > highest.seq() ? sighting : highest;
        }
        return seen;
    }

    private static Violation lost(Facts facts, String member, long seq, Operation operation) {
        List<String> story = new ArrayList<>();
        story.add(operation.toldWithAnswer());
        if (operation.acked().isEmpty()) {
            story.add(facts.seen().get(seq).values().iterator().next().told());
        }
        story.add(member + " never saw number " + seq + ".");
        return new Violation(Kind.LOST, story);
    }

    private static void holes(Facts facts, Consumer<Violation> broken) {
        long expected = 1;
        for (Map.Entry<Long, Set<Operation>> entry : facts.log().entrySet()) {
            Operation above = entry.getValue().iterator().next();
            for (long seq = expected; seq < entry.getKey(); seq++) {
                if (!facts.seen().containsKey(seq)) {
                    broken.accept(Violation.of(
                            Kind.GAP, "Nobody ever saw number " + seq + ".", "Above it: " + above.toldWithAnswer()));
                }
            }
            expected = entry.getKey() + 1;
        }
    }
}
