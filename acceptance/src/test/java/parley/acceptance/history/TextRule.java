package parley.acceptance.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.acceptance.history.Violation.Kind;
import parley.model.ClientMessage;
import parley.model.Event;

/**
 * A message shows only texts that somebody gave it, and never an older one again to a member that was shown a newer one. An
 * {@code edited} event may carry a newer text than its own (protocol §4), never an older one.
 */
final class TextRule implements Rule {
    /** The newest state of a message that a member was certainly shown. */
    private record Known(long seq, Sighting by) {}

    @Override
    public void check(Facts facts, Consumer<Violation> broken) {
        Map<String, Map<Long, Known>> known = new HashMap<>();
        for (Sighting sighting : facts.sightings()) {
            if (facts.operationOf(sighting) != null
                    && facts.isUndisputed(sighting.seq())
                    && facts.isUndisputed(sighting.about())) {
                check(facts, sighting, known.computeIfAbsent(sighting.member(), k -> new HashMap<>()), broken);
            }
        }
    }

    private static void check(
            Facts facts, Sighting sighting, Map<Long, Known> knownStates, Consumer<Violation> broken) {
        NavigableMap<Long, Operation> writes = facts.writesOf(sighting.about());
        List<Long> possible = possible(writes, sighting);
        if (possible.isEmpty()) {
            broken.accept(Violation.of(
                    Kind.PHANTOM,
                    sighting.told(),
                    "Nothing in the log gave number " + sighting.about() + " that state."));
            return;
        }
        Known known = knownStates.get(sighting.about());
        long newest = possible.get(possible.size() - 1);
        Operation shown = writes.get(newest);
        if (sighting.event() instanceof Event.Edited && newest < sighting.seq()) {
            broken.accept(Violation.of(Kind.RESURRECTED, shown.toldWithAnswer(), sighting.told()));
        } else if (known != null && newest < known.seq) {
            broken.accept(Violation.of(
                    Kind.RESURRECTED, shown.toldWithAnswer(), known.by.told(), "After that " + sighting.told()));
        }
        long certain = Math.max(possible.get(0), sighting.seq());
        if (known == null || certain > known.seq) {
            knownStates.put(sighting.about(), new Known(certain, sighting));
        }
    }

    /** The numbers of the writes after which the message looked so; the same text may have been given to it twice. */
    private static List<Long> possible(NavigableMap<Long, Operation> writes, Sighting sighting) {
        if (sighting.event() instanceof Event.Deleted) {
            return List.of(sighting.seq());
        }
        return writes.entrySet().stream()
                .filter(write -> gives(write.getValue(), sighting.text()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean gives(Operation write, @Nullable String text) {
        return text == null ? write.write() instanceof ClientMessage.Delete : Objects.equals(write.text(), text);
    }
}
