package parley.acceptance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.model.ClientMessage;
import parley.model.Event;

/**
 * What happened to one room, in the order in which it was noticed: what clients asked for, what they were answered, and what
 * members saw. Whoever records an invocation does so before it can take effect, an answer after it came. Any thread.
 */
public final class History {
    private final List<Entry> entries = new ArrayList<>();
    /** Every member sees the same events: one object of each is enough for a hundred thousand of them. */
    private final Map<Event, Event> events = new HashMap<>();

    /** A client starts to bring a write to the log. */
    public void invoke(String client, ClientMessage.Write write) {
        add(new Entry.Invoke(client, write));
    }

    /** A write was acknowledged. */
    public void ok(String client, String ref, long seq) {
        add(new Entry.Ok(client, ref, seq));
    }

    /** A write was refused; {@code unavailable} and {@code internal} count as {@link #info}. */
    public void fail(String client, String ref, String code) {
        add(new Entry.Fail(client, ref, code));
    }

    /** Nobody knows what became of a write. */
    public void info(String client, String ref) {
        add(new Entry.Info(client, ref));
    }

    /** A member opens the empty room: from here on it is owed every event. */
    public void joined(String member) {
        add(new Entry.Joined(member));
    }

    /** The next event of a member's timeline. One connection at a time is a member: it knows what it was sent, in order. */
    public synchronized void saw(String member, Event event) {
        add(new Entry.Saw(member, same(event)));
    }

    /** A page that came between the events of a member's timeline, on the same connection. */
    public synchronized void read(String member, List<Event> page) {
        page.forEach(event -> add(new Entry.Read(member, same(event))));
    }

    /** What a member holds at the end, complete from the number {@code from} on. */
    public void ended(String member, long from, List<Event.Message> messages) {
        add(new Entry.Ended(member, from, List.copyOf(messages)));
    }

    /** Everything so far. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    private synchronized void add(Entry entry) {
        entries.add(entry);
    }

    private Event same(Event event) {
        Event known = events.putIfAbsent(event, event);
        return known == null ? event : known;
    }
}
