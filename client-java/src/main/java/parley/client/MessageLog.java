package parley.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.model.Event;

/**
 * The messages of a room in order, and the rules of what happens to them (protocol §4): applying any events again, in any
 * order, ends in the same state. Not thread-safe.
 */
final class MessageLog {
    private final ArrayList<Event.Message> messages = new ArrayList<>();

    int size() {
        return messages.size();
    }

    List<Event.Message> copy() {
        return List.copyOf(messages);
    }

    long firstSeq() {
        return messages.get(0).seq();
    }

    Event.@Nullable Message get(long seq) {
        int index = find(seq);
        return index < 0 ? null : messages.get(index);
    }

    long lastSeq() {
        return messages.get(messages.size() - 1).seq();
    }

    /** How many messages have a lower number. */
    int countBefore(long seq) {
        int index = find(seq);
        return index < 0 ? -index - 1 : index;
    }

    void clear() {
        messages.clear();
    }

    /** Forgets the {@code count} oldest. */
    void trimOldest(int count) {
        messages.subList(0, count).clear();
    }

    /** Forgets the {@code count} newest. */
    void trimNewest(int count) {
        messages.subList(messages.size() - count, messages.size()).clear();
    }

    /** Puts in front what is older than everything held; both in order. */
    void addOlder(Collection<Event.Message> older) {
        messages.addAll(0, older);
    }

    /** Applies one event; the message as it is now when this changed or added it, else null. */
    Event.@Nullable Message apply(Event event) {
        if (event instanceof Event.Message message) {
            return put(message);
        }
        if (event instanceof Event.Edited edited) {
            return edit(edited);
        }
        return event instanceof Event.Deleted deleted ? delete(deleted.target()) : null;
    }

    private Event.@Nullable Message put(Event.Message incoming) {
        int index = find(incoming.seq());
        if (index < 0) {
            messages.add(-index - 1, incoming);
            return incoming;
        }
        Event.Message held = messages.get(index);
        boolean stale = held.deleted() || (!incoming.deleted() && isLater(held.edited(), incoming.edited()));
        return stale ? null : replace(index, incoming);
    }

    /** Text = the event's text; time = the later one; without a text, or without the target at hand, nothing. */
    private Event.@Nullable Message edit(Event.Edited event) {
        int index = find(event.target());
        if (index < 0 || event.message() == null || messages.get(index).deleted()) {
            return null;
        }
        Event.Message held = messages.get(index);
        String time = isLater(held.edited(), event.timestamp()) ? held.edited() : event.timestamp();
        return replace(index, with(held, event.message(), time));
    }

    /** Deleted is final. */
    private Event.@Nullable Message delete(long target) {
        int index = find(target);
        return index < 0 ? null : replace(index, with(messages.get(index), null, null));
    }

    private Event.@Nullable Message replace(int index, Event.Message message) {
        return messages.set(index, message).equals(message) ? null : message;
    }

    private static Event.Message with(Event.Message m, @Nullable String text, @Nullable String edited) {
        return new Event.Message(m.room(), m.seq(), m.username(), m.user(), text, m.timestamp(), m.ref(), edited);
    }

    /** Times on the wire all have one form, so that their text sorts as they do. */
    private static boolean isLater(@Nullable String time, @Nullable String than) {
        return time != null && (than == null || time.compareTo(than) > 0);
    }

    private int find(long seq) {
        int low = 0;
        int high = messages.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = messages.get(middle).seq();
            if (found == seq) {
                return middle;
            }
            if (found < seq) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
