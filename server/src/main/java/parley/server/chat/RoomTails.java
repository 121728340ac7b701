package parley.server.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.model.Limit;
import parley.model.ServerMessage.Gap;
import parley.model.ServerMessage.Joined;
import parley.model.Timestamp;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import parley.server.store.Read;
import parley.server.store.ReadResult;

/**
 * The newest events of a room, twice: as a replay (every event) and as a page (messages in their current state). Joins are
 * answered from them without asking the store. On the room's home loop only.
 */
final class RoomTails {
    /** Room for everything in a reply that is not an event. */
    static final int REPLY_HEAD_BYTES = 4_096;

    private static final int BYTES = Limit.SERVER_MESSAGE_BYTES.value() - REPLY_HEAD_BYTES;

    private final String room;
    private final Tail replay = new Tail(Limit.CATCH_UP.value() + 1, BYTES);
    private final Tail pages = new Tail(Limit.HISTORY_LIMIT.value(), BYTES);
    private long newestListed;

    /**
     * What a {@code joined} says about the room besides its events.
     *
     * @param timestampMs of the newest event, milliseconds since 1970 UTC
     */
    record Snapshot(@Nullable String ref, String epoch, long seq, long timestampMs, int members, boolean reset) {}

    RoomTails(String room) {
        this.room = room;
    }

    /** Starts again from a page of the newest messages; what is newer than the replay follows through {@link #add}. */
    void load(ReadResult.Page page) {
        replay.clear();
        pages.clear();
        newestListed = 0;
        page.events().forEach(this::addListed);
        if (page.moreBefore()) {
            pages.markCut();
        }
    }

    /** Takes the next event, and changes what older ones look like now. */
    Slot add(LogEvent event) {
        if (event.kind() != EventKind.MESSAGE) {
            replay.replace(slot -> concerns(slot.event(), event.target()), slot -> changed(slot, event));
            pages.replace(slot -> slot.seq() == event.target(), slot -> changed(slot, event));
        }
        Slot slot = Slot.of(room, event);
        replay.add(slot);
        if (event.kind() == EventKind.MESSAGE && event.seq() > newestListed) {
            addListed(event);
        }
        return slot;
    }

    /** An event of the replay, or null. */
    @Nullable
    LogEvent find(long seq) {
        List<Slot> slots = replay.after(seq - 1);
        return slots.isEmpty() || slots.get(0).seq() != seq
                ? null
                : slots.get(0).event();
    }

    /** True when an event's timestamp is this text. */
    boolean hasTimestamp(LogEvent event, String timestamp) {
        return Timestamp.format(event.timestampMs()).equals(timestamp);
    }

    /** A {@code joined} with the newest messages, UTF-8. */
    byte[] page(Snapshot snapshot, int limit) {
        List<Slot> slots = Tail.newest(pages.all(), limit, BYTES);
        boolean complete = slots.size() == pages.size() && !pages.isCut();
        long from = complete ? 1 : slots.get(0).seq();
        return joined(snapshot, slots, from, !complete, null);
    }

    /** A {@code joined} with every event after a number, or the newest ones and the gap before them, UTF-8. */
    byte[] replay(Snapshot snapshot, long after) {
        List<Slot> slots = Tail.newest(replay.after(after), Limit.CATCH_UP.value(), BYTES);
        long from = slots.isEmpty() ? snapshot.seq() + 1 : slots.get(0).seq();
        Gap gap = from > after + 1 ? new Gap(after + 1, from - 1) : null;
        return joined(snapshot, slots, from, from > 1, gap);
    }

    /**
     * A part of the log that the store read, with everything that was let through since applied to it.
     *
     * @return null when that is more than is held here
     */
    ReadResult.@Nullable Page reflected(ReadResult.Page page, Read.Mode mode, int limit) {
        List<Slot> since = replay.after(page.newestSeq());
        if (since.isEmpty() || since.get(0).seq() != page.newestSeq() + 1) {
            return null;
        }
        List<LogEvent> events = new ArrayList<>(page.events());
        boolean more = false;
        for (Slot slot : since) {
            LogEvent event = slot.event();
            if (event.kind() != EventKind.MESSAGE) {
                events.replaceAll(old -> concerns(old, event.target()) ? changed(old, event) : old);
                more |= mode == Read.Mode.AFTER;
            } else if (mode == Read.Mode.NEWEST) {
                events.add(event);
            } else {
                more = true;
            }
        }
        int cut = Math.max(0, events.size() - limit);
        List<LogEvent> kept = events.subList(cut, events.size());
        LogEvent newest = since.get(since.size() - 1).event();
        return new ReadResult.Page(
                page.epoch(),
                newest.seq(),
                newest.timestampMs(),
                List.copyOf(kept),
                cut > 0 ? kept.get(0).seq() : page.from(),
                mode == Read.Mode.NEWEST ? newest.seq() : page.to(),
                page.moreBefore() || cut > 0,
                page.moreAfter() || more);
    }

    private byte[] joined(Snapshot s, List<Slot> slots, long from, boolean moreBefore, @Nullable Gap gap) {
        String timestamp = s.seq() == 0 ? null : Timestamp.format(s.timestampMs());
        Joined head = new Joined(
                s.ref(),
                room,
                s.epoch(),
                s.seq(),
                timestamp,
                List.of(),
                from,
                s.seq(),
                moreBefore,
                s.members(),
                s.reset(),
                gap);
        return EventJson.withEvents(head, slots);
    }

    private void addListed(LogEvent event) {
        pages.add(Slot.of(room, event));
        newestListed = event.seq();
    }

    private static boolean concerns(LogEvent event, long target) {
        return event.seq() == target || (event.kind() == EventKind.EDITED && event.target() == target);
    }

    private Slot changed(Slot slot, LogEvent change) {
        LogEvent now = changed(slot.event(), change);
        return now.equals(slot.event()) ? slot : Slot.of(room, now);
    }

    /** What an older event looks like after a change: replaced and deleted text is never sent again. */
    private static LogEvent changed(LogEvent old, LogEvent change) {
        boolean delete = change.kind() == EventKind.DELETED;
        if (old.deleted() || (!delete && change.text() == null)) {
            return old;
        }
        boolean message = old.kind() == EventKind.MESSAGE;
        return new LogEvent(
                old.seq(),
                old.kind(),
                old.timestampMs(),
                old.user(),
                old.username(),
                old.ref(),
                old.target(),
                delete ? null : change.text(),
                message ? Math.max(old.editedMs(), change.timestampMs()) : 0,
                message && delete);
    }
}
