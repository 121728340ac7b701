package parley.server.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The newest events of a room, oldest first, bounded in number and in bytes. Confined to one thread.
 */
final class Tail {
    private final int limit;
    private final int limitBytes;
    // A list whose front is cut lazily: removing the first of an ArrayList each time would move all the others.
    private final List<Slot> slots = new ArrayList<>();
    private int first;
    private int bytes;
    private boolean cut;

    /**
     * @param limit how many events are kept
     * @param limitBytes how many bytes of encoded events are kept; the newest event is kept whatever its size
     */
    Tail(int limit, int limitBytes) {
        this.limit = limit;
        this.limitBytes = limitBytes;
    }

    void clear() {
        slots.clear();
        first = 0;
        bytes = 0;
        cut = false;
    }

    void add(Slot slot) {
        slots.add(slot);
        bytes += slot.json().length;
        while (size() > limit || (bytes > limitBytes && size() > 1)) {
            bytes -= slots.get(first).json().length;
            first++;
            cut = true;
        }
        if (first > limit) {
            slots.subList(0, first).clear();
            first = 0;
        }
    }

    /** True when an event that belongs here was left out at the old end. */
    boolean isCut() {
        return cut;
    }

    /** Says that older events exist that were never added. */
    void markCut() {
        cut = true;
    }

    int size() {
        return slots.size() - first;
    }

    /** The events whose number is greater than {@code seq}, oldest first. */
    List<Slot> after(long seq) {
        int from = first;
        for (int i = slots.size() - 1; i >= first; i--) {
            if (slots.get(i).seq() <= seq) {
                from = i + 1;
                break;
            }
        }
        return slots.subList(from, slots.size());
    }

    /** All events, oldest first. */
    List<Slot> all() {
        return slots.subList(first, slots.size());
    }

    /** Changes every event that matches. */
    void replace(Predicate<Slot> matches, UnaryOperator<Slot> change) {
        for (int i = first; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (matches.test(slot)) {
                Slot changed = change.apply(slot);
                bytes += changed.json().length - slot.json().length;
                slots.set(i, changed);
            }
        }
    }

    /** The newest events of a list that fit into so many and so many bytes, oldest first. */
    static List<Slot> newest(List<Slot> events, int limit, int limitBytes) {
        int from = events.size();
        int bytes = 0;
        while (from > 0 && events.size() - from < limit) {
            bytes += events.get(from - 1).json().length + 1;
            if (bytes > limitBytes && from < events.size()) {
                break;
            }
            from--;
        }
        return events.subList(from, events.size());
    }
}
