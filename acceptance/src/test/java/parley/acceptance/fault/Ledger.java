package parley.acceptance.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.model.ClientMessage.Delete;
import parley.model.ClientMessage.Edit;
import parley.model.ClientMessage.Send;
import parley.model.ClientMessage.Write;
import parley.model.Event;
import parley.model.ServerMessage.Ack;
import parley.model.ServerMessage.User;

/** Acknowledged writes in their order, and what every room's log has to be after any number of them. */
final class Ledger {
    private final List<Entry> entries = new ArrayList<>();

    /**
     * An acknowledged write.
     *
     * @param fileBytes length of the append-only file right after the ack
     */
    record Entry(Write write, User author, Ack ack, long fileBytes) {}

    void add(Entry entry) {
        entries.add(entry);
    }

    List<Entry> entries() {
        return entries;
    }

    /** How many had been acknowledged when the file had this length. */
    int ackedAt(long fileBytes) {
        return (int)
                entries.stream().filter(entry -> entry.fileBytes() <= fileBytes).count();
    }

    /** Each room's events after the first {@code count} writes, as a replay tells them. */
    Map<String, List<Event>> logsAfter(int count) {
        return logs(entries.subList(0, count), null);
    }

    /** The logs after all writes, as they would be if an edit or a deletion had changed nothing. */
    Map<String, List<Event>> logsWithoutEffectOf(Entry change) {
        return logs(entries, change);
    }

    private static Map<String, List<Event>> logs(List<Entry> entries, @Nullable Entry without) {
        Map<String, List<Event>> logs = new TreeMap<>();
        for (Entry entry : entries) {
            if (!entry.ack().unchanged()) {
                List<Event> log = logs.computeIfAbsent(entry.write().room(), room -> new ArrayList<>());
                apply(entry, log, entry != without);
            }
        }
        return logs;
    }

    private static void apply(Entry entry, List<Event> log, boolean takesEffect) {
        long seq = entry.ack().seq();
        String time = entry.ack().timestamp();
        String name = entry.author().username();
        String user = entry.author().id();
        if (entry.write() instanceof Send w) {
            log.add(new Event.Message(w.room(), seq, name, user, w.message(), time, w.ref(), null));
        } else if (entry.write() instanceof Edit w) {
            String old = ((Event.Message) log.get((int) w.target() - 1)).message();
            String text = takesEffect ? w.message() : old;
            log.add(new Event.Edited(w.room(), seq, w.target(), text, name, user, time, w.ref()));
            if (takesEffect) {
                log.replaceAll(event -> changed(event, w.target(), text, time));
            }
        } else if (entry.write() instanceof Delete w) {
            log.add(new Event.Deleted(w.room(), seq, w.target(), name, user, time, w.ref()));
            if (takesEffect) {
                log.replaceAll(event -> changed(event, w.target(), null, null));
            }
        }
    }

    private static Event changed(Event event, long target, String text, String edited) {
        if (event instanceof Event.Message m && m.seq() == target) {
            return new Event.Message(m.room(), m.seq(), m.username(), m.user(), text, m.timestamp(), m.ref(), edited);
        }
        if (event instanceof Event.Edited e && e.target() == target) {
            return new Event.Edited(e.room(), e.seq(), target, text, e.username(), e.user(), e.timestamp(), e.ref());
        }
        return event;
    }
}
