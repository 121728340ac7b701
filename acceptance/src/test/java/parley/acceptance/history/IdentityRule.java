package parley.acceptance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import parley.acceptance.history.Violation.Kind;
import parley.model.ClientMessage;
import parley.model.Event;

/** A number is one write, a write is one number, and each was asked for and not refused. */
final class IdentityRule implements Rule {
    @Override
    public void check(Facts facts, Consumer<Violation> broken) {
        facts.seen().values().forEach(writes -> writes.values().forEach(sighting -> asked(facts, sighting, broken)));
        facts.log().forEach((seq, operations) -> {
            if (operations.size() > 1) {
                List<Operation> two = operations.stream().limit(2).toList();
                broken.accept(Violation.of(Kind.SPLIT, claim(facts, seq, two.get(0)), claim(facts, seq, two.get(1))));
            }
        });
        numbers(facts).forEach((operation, numbers) -> {
            boolean split = numbers.stream()
                    .anyMatch(seq -> seq > 0 && facts.log().get(seq).size() > 1);
            if (numbers.size() > 1 && !split) {
                broken.accept(new Violation(Kind.DOUBLED, twice(facts, operation, numbers)));
            }
        });
    }

    private static void asked(Facts facts, Sighting sighting, Consumer<Violation> broken) {
        Operation operation = facts.operationOf(sighting);
        if (operation == null) {
            broken.accept(Violation.of(Kind.PHANTOM, sighting.told(), "Nobody asked for that."));
        } else if (operation.refusal() != null) {
            broken.accept(Violation.of(Kind.REFUSED_BUT_SEEN, operation.toldWithAnswer(), sighting.told()));
        } else if (operation.invoked() > sighting.at()) {
            broken.accept(Violation.of(Kind.PHANTOM, sighting.told(), "Only after that: " + operation.told()));
        } else if (!isOf(operation, sighting)) {
            broken.accept(Violation.of(Kind.PHANTOM, operation.told(), sighting.told()));
        }
    }

    private static boolean isOf(Operation operation, Sighting sighting) {
        Event event = sighting.event();
        if (operation.write() instanceof ClientMessage.Send) {
            return event instanceof Event.Message;
        }
        boolean sameKind = operation.write() instanceof ClientMessage.Edit
                ? event instanceof Event.Edited
                : event instanceof Event.Deleted;
        return sameKind && operation.target() == sighting.about();
    }

    private static Map<Operation, Set<Long>> numbers(Facts facts) {
        Map<Operation, Set<Long>> numbers = new HashMap<>();
        facts.operations().forEach(operation -> numbers.put(operation, new TreeSet<>(operation.acked())));
        facts.log()
                .forEach((seq, operations) ->
                        operations.forEach(operation -> numbers.get(operation).add(seq)));
        return numbers;
    }

    private static List<String> twice(Facts facts, Operation operation, Set<Long> numbers) {
        List<String> story = new ArrayList<>();
        story.add(operation.toldWithAnswer());
        for (long seq : numbers) {
            Sighting sighting = facts.seen().getOrDefault(seq, Map.of()).get(operation.ref());
            if (sighting != null && !operation.acked().contains(seq)) {
                story.add(sighting.told());
            }
        }
        return story;
    }

    /** Who says that a number is this write. */
    private static String claim(Facts facts, long seq, Operation operation) {
        Sighting sighting = facts.seen().getOrDefault(seq, Map.of()).get(operation.ref());
        return sighting == null ? operation.toldWithAnswer() : sighting.told();
    }
}
