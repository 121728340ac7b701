package parley.server.store.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import parley.server.store.Read;
import parley.server.store.ReadResult;

/**
 * Gathers a replay: every event after a number. An edit keeps no text of its own, so after each round the targets that
 * were not among its events are fetched too. Those of deletions as well: what does not show its change is damaged.
 */
final class ReplayReading implements Reading {

    private static final int ROUND = 100;

    private final Read request;
    private final RoomTop top;
    private final LogRange range;
    private final long from;
    private final List<LogEvent> events = new ArrayList<>();
    private final Deque<LogEvent> fetched = new ArrayDeque<>();
    private final Map<Long, LogEvent> messages = new HashMap<>();
    private final Set<Long> missing = new TreeSet<>();
    private long next;
    private long roundTo;
    private int bytes;
    private boolean done;

    ReplayReading(Read request, RoomTop top) {
        this.request = request;
        this.top = top;
        range = new LogRange(request.room(), top.baseEpoch());
        from = Math.min(request.at(), top.seq()) + 1;
        next = from;
        done = from > top.seq();
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public void write(Commands out) {
        if (!missing.isEmpty()) {
            missing.forEach(target -> range.writeOne(out, target));
            return;
        }
        roundTo = Math.min(top.seq(), next + Math.min(ROUND, request.limit() - events.size()) - 1);
        range.write(out, next, roundTo);
    }

    @Override
    public void read(List<Object> replies) throws LogRecord.DamagedException {
        if (missing.isEmpty()) {
            readEvents(replies);
        } else {
            int i = 0;
            for (long target : missing) {
                messages.put(target, range.readOne(replies.get(i++), target));
            }
            missing.clear();
        }
        if (missing.isEmpty()) {
            addFetched();
        }
    }

    private void readEvents(List<Object> replies) throws LogRecord.DamagedException {
        fetched.addAll(range.read(replies, next, roundTo));
        next = roundTo + 1;
        for (LogEvent event : fetched) {
            if (event.kind() == EventKind.MESSAGE) {
                messages.put(event.seq(), event);
            }
        }
        for (LogEvent event : fetched) {
            if (event.kind() != EventKind.MESSAGE && !messages.containsKey(event.target())) {
                missing.add(event.target());
            }
        }
    }

    private void addFetched() throws LogRecord.DamagedException {
        for (LogEvent event = fetched.poll(); event != null && !done; event = fetched.poll()) {
            LogEvent current = event.kind() == EventKind.MESSAGE ? event : shown(event);
            int size = Reading.bytes(current);
            if (!events.isEmpty() && bytes + size > request.maxBytes()) {
                done = true;
            } else {
                events.add(current);
                bytes += size;
                done = events.size() == request.limit() || event.seq() == top.seq();
            }
        }
    }

    /** A change with the text that its target has now. */
    private LogEvent shown(LogEvent change) throws LogRecord.DamagedException {
        LogEvent target = Objects.requireNonNull(messages.get(change.target()));
        boolean edit = change.kind() == EventKind.EDITED;
        if (!target.deleted() && (!edit || target.editedMs() == 0)) {
            throw new LogRecord.DamagedException(
                    "event " + target.seq() + ": it does not show its change by event " + change.seq());
        }
        return edit ? withText(change, target.text()) : change;
    }

    private static LogEvent withText(LogEvent edit, @Nullable String text) {
        return new LogEvent(
                edit.seq(),
                edit.kind(),
                edit.timestampMs(),
                edit.user(),
                edit.username(),
                edit.ref(),
                edit.target(),
                text,
                edit.editedMs(),
                edit.deleted());
    }

    @Override
    public ReadResult.Page page() {
        long to = events.isEmpty() ? from - 1 : events.get(events.size() - 1).seq();
        return new ReadResult.Page(
                top.epoch(), top.seq(), top.timestampMs(), List.copyOf(events), from, to, from > 1, to < top.seq());
    }
}
