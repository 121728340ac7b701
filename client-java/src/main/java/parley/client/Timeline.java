package parley.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.model.Event;
import parley.model.Position;
import parley.model.ServerMessage;

/**
 * What is held of a room: its messages in order and complete from the oldest to the newest held, the numbers known to be
 * missing after {@link #position()} as an explicit {@link #gap()}, and own items that the log does not have yet beside them.
 *
 * <p>Bounded in memory: a full timeline lets go of the end that is farther from where its reader is ({@link
 * ChatClient#reading}); by default that is the oldest end. Once the newest messages have left, new ones are held back until
 * {@link ChatClient#loadNewer} has read up to them; {@link #position()} goes on all the same. Any thread may read; only the
 * client's thread changes it.
 */
public final class Timeline {
    private final String room;
    private final int limit;
    private final MessageLog log = new MessageLog();
    private final Map<String, Outgoing> outgoing = new LinkedHashMap<>();
    private @Nullable String epoch;
    private long from = 1;
    private long to;
    private long newestKnown;
    private @Nullable String timestamp;
    private boolean moreBefore;
    /** Everything from {@link #from} to here is held; {@link #to} or higher unless newer ones left memory. */
    private long end;

    private boolean moreAfter;
    private volatile long reading = Long.MAX_VALUE;

    /**
     * @param room the room's id
     * @param limit messages held at most
     */
    Timeline(String room, int limit) {
        this.room = room;
        this.limit = limit;
    }

    /** The room's id. */
    public String room() {
        return room;
    }

    /** The messages held, oldest first, each in its current state; an unchanging copy. */
    public synchronized List<Event.Message> messages() {
        return log.copy();
    }

    /** The message with this number, when it is held. */
    public synchronized Optional<Event.Message> message(long seq) {
        return Optional.ofNullable(log.get(seq));
    }

    /** Own items that are not in {@link #messages()} yet, or failed, in the order in which they were sent. */
    public synchronized List<Outgoing> outgoing() {
        return List.copyOf(outgoing.values());
    }

    /** Up to where everything was received; empty before the room was opened. */
    public synchronized Optional<Position> position() {
        return epoch == null ? Optional.empty() : Optional.of(new Position(room, epoch, to, timestamp));
    }

    /** Numbers that are missing after {@link #position()} and being loaded; nothing after them is held. */
    public synchronized Optional<ServerMessage.Gap> gap() {
        return newestKnown > to ? Optional.of(new ServerMessage.Gap(to + 1, newestKnown)) : Optional.empty();
    }

    /** True when older messages can be loaded. */
    public synchronized boolean moreBefore() {
        return moreBefore;
    }

    /** True when newer messages exist that are not held. */
    public synchronized boolean moreAfter() {
        return moreAfter;
    }

    /** The number from which on everything is held. */
    synchronized long from() {
        return from;
    }

    /** The number up to which everything is held; 0 before the room was opened. */
    synchronized long to() {
        return to;
    }

    /** The number up to which all messages are held. */
    synchronized long end() {
        return end;
    }

    /** Where the reader is: the number of a message in sight. Any thread. */
    void reading(long seq) {
        reading = seq;
    }

    /** False when it is full and its reader is nearer to the newest end, so that older ones would not stay. */
    synchronized boolean hasRoomForOlder() {
        return log.size() < limit || readsNearOldest();
    }

    /** Takes note that a number exists. */
    synchronized void exists(long seq) {
        newestKnown = Math.max(newestKnown, seq);
    }

    /** Starts over with what a join brought. */
    synchronized TimelineChange reset(ServerMessage.Joined joined, TimelineChange.Cause cause) {
        log.clear();
        joined.events().forEach(log::apply);
        epoch = joined.epoch();
        from = joined.from();
        to = joined.to();
        newestKnown = to;
        timestamp = joined.to() == joined.seq() ? joined.timestamp() : null;
        moreBefore = joined.moreBefore() || joined.gap() != null;
        end = to;
        moreAfter = false;
        reading = Long.MAX_VALUE;
        return new TimelineChange.Reset(log.copy(), moreBefore, cause);
    }

    /** Forgets everything but own items: the next join opens the room anew. */
    synchronized void forget() {
        log.clear();
        epoch = null;
        to = 0;
        end = 0;
        moreAfter = false;
        newestKnown = 0;
    }

    /**
     * Applies the events that follow {@link #position()}.
     *
     * @param events in order, none of them held
     * @param upTo the number up to which they are complete; not below their last
     */
    synchronized List<TimelineChange> append(List<Event> events, long upTo) {
        List<TimelineChange> changes = new ArrayList<>();
        apply(events, end, moreAfter ? TimelineChange.HeldBack::new : TimelineChange.Appended::new, changes);
        Event last = events.isEmpty() ? null : events.get(events.size() - 1);
        EventFields fields = last != null && last.seq() == upTo ? EventFields.of(last) : null;
        timestamp = fields == null ? null : fields.timestamp();
        to = upTo;
        newestKnown = Math.max(newestKnown, to);
        end = moreAfter ? end : Math.max(end, to);
        outgoing.values().removeIf(this::isShown);
        trim(changes);
        return changes;
    }

    /** Puts a page in front; nothing when it does not fit any more because the timeline changed since it was asked for. */
    synchronized List<TimelineChange> prepend(ServerMessage.HistoryPage page) {
        if (!page.epoch().equals(epoch) || page.to() != from - 1) {
            return List.of();
        }
        List<Event.Message> older = new ArrayList<>();
        for (Event event : page.events()) {
            if (event instanceof Event.Message message) {
                older.add(message);
            }
        }
        log.addOlder(older);
        from = page.from();
        moreBefore = page.moreBefore();
        List<TimelineChange> changes = new ArrayList<>();
        changes.add(new TimelineChange.Prepended(List.copyOf(older), moreBefore));
        trim(changes);
        return changes;
    }

    /** Applies a replay after {@link #end()}; nothing when it does not fit any more. */
    synchronized List<TimelineChange> extend(ServerMessage.HistoryPage page) {
        if (!page.epoch().equals(epoch) || page.from() != end + 1 || !moreAfter) {
            return List.of();
        }
        moreAfter = page.to() < to;
        List<TimelineChange> changes = new ArrayList<>();
        long before = end;
        end = page.to();
        boolean more = moreAfter;
        apply(page.events(), before, messages -> new TimelineChange.Extended(messages, more), changes);
        trim(changes);
        return changes;
    }

    /**
     * Starts over with the newest page; nothing when the room's log is another one meanwhile. A page reflects every event that
     * was sent before it (protocol §4), so nothing newer is missing.
     */
    synchronized List<TimelineChange> restart(ServerMessage.HistoryPage page) {
        if (!page.epoch().equals(epoch) || page.to() < to) {
            return List.of();
        }
        log.clear();
        page.events().forEach(log::apply);
        from = page.from();
        end = page.to();
        moreBefore = page.moreBefore();
        moreAfter = false;
        reading = Long.MAX_VALUE;
        return List.of(new TimelineChange.Reset(log.copy(), moreBefore, TimelineChange.Cause.NEWEST));
    }

    /** Takes over the state of an own item; one that the messages already show, or that is gone, is not kept beside them. */
    synchronized void track(Outgoing item) {
        if (item.state() == Outgoing.State.DISCARDED || isShown(item)) {
            outgoing.remove(item.ref());
        } else {
            outgoing.put(item.ref(), item);
        }
    }

    /** An acknowledged message stays beside the others until its event came: else it would vanish for a moment. */
    private boolean isShown(Outgoing item) {
        return item.state() == Outgoing.State.STORED && item.seq() <= to;
    }

    /**
     * Applies events in order and says so.
     *
     * @param heldTo messages up to this number are held already, in this or an earlier state
     * @param said what to say of messages with higher numbers; when they are held back, they are not kept
     */
    private void apply(
            List<Event> events,
            long heldTo,
            Function<List<Event.Message>, TimelineChange> said,
            List<TimelineChange> changes) {
        List<Event.Message> added = new ArrayList<>();
        for (Event event : events) {
            boolean isNew = event instanceof Event.Message && event.seq() > heldTo;
            boolean heldBack = isNew && event.seq() > end && moreAfter;
            // A page may have brought it before its event came, and it may have left memory since.
            boolean gone = event instanceof Event.Message && event.seq() < from;
            Event.Message changed = heldBack ? (Event.Message) event : gone ? null : log.apply(event);
            if (isNew && changed != null) {
                added.add(changed);
            } else if (changed != null) {
                flush(added, said, changes);
                changes.add(new TimelineChange.Updated(changed));
            }
        }
        flush(added, said, changes);
    }

    private static void flush(
            List<Event.Message> added,
            Function<List<Event.Message>, TimelineChange> said,
            List<TimelineChange> changes) {
        if (!added.isEmpty()) {
            changes.add(said.apply(List.copyOf(added)));
            added.clear();
        }
    }

    /** A tenth at a time, so that a full timeline does not move all its messages for each new one. */
    private void trim(List<TimelineChange> changes) {
        if (log.size() <= limit) {
            return;
        }
        int count = Math.min(log.size() - limit + limit / 10, log.size() / 2);
        if (readsNearOldest()) {
            log.trimNewest(count);
            end = log.lastSeq();
            moreAfter = true;
            changes.add(new TimelineChange.Trimmed(count, TimelineChange.End.NEWEST));
        } else {
            log.trimOldest(count);
            from = log.firstSeq();
            moreBefore = true;
            changes.add(new TimelineChange.Trimmed(count, TimelineChange.End.OLDEST));
        }
    }

    private boolean readsNearOldest() {
        return log.countBefore(reading) < log.size() / 2;
    }

    /**
     * What {@link ChatClient#loadOlder} and its like did.
     *
     * @param added messages that were put in
     * @param more true when there are more in that direction
     */
    public record LoadResult(int added, boolean more) {}
}
