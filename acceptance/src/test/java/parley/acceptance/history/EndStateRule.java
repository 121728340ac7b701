package parley.acceptance.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.acceptance.history.Violation.Kind;
import parley.model.ClientMessage;
import parley.model.Event;

/** What a member holds in the end follows from the events that it saw. */
final class EndStateRule implements Rule {
    @Override
    public void check(Facts facts, Consumer<Violation> broken) {
        facts.ends().forEach(end -> check(facts, end, broken));
    }

    private static void check(Facts facts, Entry.Ended end, Consumer<Violation> broken) {
        Map<Long, Event.Message> held = new HashMap<>();
        end.messages().forEach(message -> held.put(message.seq(), message));
        Set<Long> seen = new HashSet<>();
        facts.timelines().getOrDefault(end.member(), List.of()).forEach(sighting -> seen.add(sighting.seq()));
        facts.log().tailMap(end.from(), true).forEach((seq, operations) -> {
            NavigableMap<Long, Operation> writes = facts.writesOf(seq);
            boolean isMessage = operations.iterator().next().write() instanceof ClientMessage.Send;
            Event.Message message = held.remove(seq);
            // What a member never saw is told as lost, and explains its state.
            if (isMessage && seen.containsAll(writes.keySet()) && facts.isUndisputed(seq)) {
                Operation last = last(writes);
                if (message == null || !Objects.equals(message.message(), last.text())) {
                    broken.accept(
                            Violation.of(Kind.DIVERGED, last.toldWithAnswer(), ending(end.member(), seq, message)));
                }
            } else if (message != null && !isMessage) {
                broken.accept(Violation.of(Kind.DIVERGED, ending(end.member(), seq, message)));
            }
        });
        held.keySet().removeAll(facts.seen().keySet());
        held.forEach((seq, message) -> broken.accept(
                Violation.of(Kind.DIVERGED, ending(end.member(), seq, message), "It is not in the log.")));
    }

    /** Deleted is final. */
    private static Operation last(NavigableMap<Long, Operation> writes) {
        return writes.values().stream()
                .filter(write -> write.write() instanceof ClientMessage.Delete)
                .findFirst()
                .orElseGet(() -> writes.lastEntry().getValue());
    }

    private static String ending(String member, long seq, Event.@Nullable Message message) {
        if (message == null) {
            return member + " ended without number " + seq + ".";
        }
        return member + " ended with number " + seq
                + (message.deleted() ? " deleted." : " as " + Violation.quoted(message.message()) + ".");
    }
}
