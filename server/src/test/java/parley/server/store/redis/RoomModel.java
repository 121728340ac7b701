package parley.server.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import parley.server.store.AppendResult.Stored;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;

/** A room as it must be, built beside the real one by the plainest code. */
final class RoomModel {

    private record Event(EventKind kind, long target) {}

    private final List<Event> events = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final RoomDriver room;
    private final Random random;

    RoomModel(RoomDriver room, Random random) {
        this.room = room;
        this.random = random;
    }

    /** Writes events of random kinds; one in {@code oneInMessages} is a message. */
    void write(int count, int oneInMessages) {
        for (int i = 0; i < count; i++) {
            long target = texts.isEmpty() ? 0 : 1 + random.nextInt(events.size());
            boolean live = target > 0 && texts.get((int) target - 1) != null;
            if (!live || random.nextInt(oneInMessages) == 0) {
                message();
            } else if (random.nextInt(4) > 0) {
                edit(target);
            } else {
                delete(target);
            }
        }
    }

    void message() {
        String text = "message " + (events.size() + 1);
        expect(room.say(text));
        add(EventKind.MESSAGE, 0, text);
    }

    private void edit(long target) {
        String text = "edit " + (events.size() + 1);
        expect(room.change(target, text));
        add(EventKind.EDITED, target, null);
        texts.set((int) target - 1, text);
    }

    private void delete(long target) {
        expect((Stored) room.delete("u_a", "delete-" + events.size(), target));
        add(EventKind.DELETED, target, null);
        texts.set((int) target - 1, null);
    }

    private void expect(Stored stored) {
        if (stored.seq() != events.size() + 1) {
            throw new AssertionError(stored + " is not number " + (events.size() + 1));
        }
    }

    private void add(EventKind kind, long target, String text) {
        events.add(new Event(kind, target));
        texts.add(text);
    }

    long newest() {
        return events.size();
    }

    boolean listed(long seq) {
        return events.get((int) seq - 1).kind() == EventKind.MESSAGE;
    }

    /** Returns the numbers of all messages of a range, both ends included. */
    List<Long> messages(long from, long to) {
        List<Long> seqs = new ArrayList<>();
        for (long seq = Math.max(1, from); seq <= Math.min(to, newest()); seq++) {
            if (listed(seq)) {
                seqs.add(seq);
            }
        }
        return seqs;
    }

    /** Returns what must be the same of an event that was read. */
    String expected(long seq) {
        Event event = events.get((int) seq - 1);
        String text = switch (event.kind()) {
            case MESSAGE -> texts.get((int) seq - 1);
            case EDITED -> texts.get((int) event.target() - 1);
            case DELETED -> null;
        };
        return seq + " " + event.kind() + " of " + event.target() + ": " + text;
    }

    static String actual(LogEvent event) {
        return event.seq() + " " + event.kind() + " of " + event.target() + ": " + event.text();
    }
}
