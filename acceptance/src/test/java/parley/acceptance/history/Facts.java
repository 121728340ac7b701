package parley.acceptance.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A history as the rules need it: operations with their outcome, the timelines, and the log that follows from both. */
final class Facts {
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, List<Sighting>> timelines = new LinkedHashMap<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Entry.Ended> ends = new ArrayList<>();
    /** Which writes are said to have a number, by acknowledgement or sighting; the first who said so. */
    private final NavigableMap<Long, Map<String, Sighting>> seen = new TreeMap<>();

    private final NavigableMap<Long, Set<Operation>> log = new TreeMap<>();
    private final Map<Long, NavigableMap<Long, Operation>> writesOf = new TreeMap<>();

    Facts(History history) {
        int at = 0;
        for (Entry entry : history.entries()) {
            take(entry, at++);
        }
        operations.values().forEach(operation -> operation.acked().forEach(seq -> log(seq, operation)));
        for (Sighting sighting : sightings) {
            Operation operation = operationOf(sighting);
            if (operation != null) {
                log(sighting.seq(), operation);
            }
        }
        log.forEach((seq, candidates) -> candidates.forEach(operation -> {
            long about = operation.target() == 0 ? seq : operation.target();
            writesOf.computeIfAbsent(about, k -> new TreeMap<>()).put(seq, operation);
        }));
    }

    Collection<Operation> operations() {
        return operations.values();
    }

    /** What each member saw as its timeline, in the order in which it came. */
    Map<String, List<Sighting>> timelines() {
        return timelines;
    }

    /** All that anybody saw or read, in order. */
    List<Sighting> sightings() {
        return sightings;
    }

    List<Entry.Ended> ends() {
        return ends;
    }

    /** The first sighting of each number, by the write that was seen under it. */
    NavigableMap<Long, Map<String, Sighting>> seen() {
        return seen;
    }

    /** The writes that have each number, by acknowledgement or sighting; more than one only when something is wrong. */
    NavigableMap<Long, Set<Operation>> log() {
        return log;
    }

    /** False when two writes have the number, which is told as such and leaves nothing to say about its message. */
    boolean isUndisputed(long seq) {
        return log.getOrDefault(seq, Set.of()).size() <= 1;
    }

    /** The writes that made and changed a message, by their numbers. */
    NavigableMap<Long, Operation> writesOf(long message) {
        return writesOf.getOrDefault(message, new TreeMap<>());
    }

    /** The write that an event came from. */
    @Nullable
    Operation operationOf(Sighting sighting) {
        return sighting.ref() == null ? null : operations.get(sighting.ref());
    }

    private void log(long seq, Operation operation) {
        if (seq > 0) {
            log.computeIfAbsent(seq, k -> new LinkedHashSet<>()).add(operation);
        }
    }

    private void take(Entry entry, int at) {
        if (entry instanceof Entry.Invoke e) {
            operations.putIfAbsent(e.write().ref(), new Operation(e.client(), e.write(), at));
        } else if (entry instanceof Entry.Ok e) {
            operation(e.ref()).ok(e.seq(), at);
        } else if (entry instanceof Entry.Fail e) {
            operation(e.ref()).fail(e.code());
        } else if (entry instanceof Entry.Joined e) {
            timelines.putIfAbsent(e.member(), new ArrayList<>());
        } else if (entry instanceof Entry.Saw e) {
            Sighting sighting = new Sighting(e.member(), e.event(), at, true);
            timelines.computeIfAbsent(e.member(), k -> new ArrayList<>()).add(sighting);
            saw(sighting);
        } else if (entry instanceof Entry.Read e) {
            saw(new Sighting(e.member(), e.event(), at, false));
        } else if (entry instanceof Entry.Ended e) {
            ends.add(e);
        }
    }

    private void saw(Sighting sighting) {
        sightings.add(sighting);
        seen.computeIfAbsent(sighting.seq(), k -> new LinkedHashMap<>())
                .putIfAbsent(String.valueOf(sighting.ref()), sighting);
    }

    private Operation operation(String ref) {
        Operation operation = operations.get(ref);
        if (operation == null) {
            throw new IllegalStateException("The history is not complete: " + ref + " was answered and never invoked.");
        }
        return operation;
    }
}
