package parley.server.chat;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.model.Limit;
import parley.server.store.Known;
import parley.server.store.LogEvent;
import parley.server.store.Read;
import parley.server.store.ReadResult;
import parley.server.store.RoomLog;

/**
 * Lets the events of a room through once and in the order of their numbers, whatever the feed does: doubles are dropped,
 * what is missing is read from the log. On the room's home loop only.
 */
final class Sequencer {
    private static final int FILL_LIMIT = Limit.CATCH_UP.value();
    private static final int FILL_BYTES = Limit.SERVER_MESSAGE_BYTES.value();
    private static final long RETRY_MS = 250;

    /** Early events wait for their turn; beyond so many the fill brings them anyway. */
    private static final int WAITING_LIMIT = 1_000;

    private final String room;
    private final ChatLoop loop;
    private final RoomLog log;
    private final Sink sink;
    private final ChatCounters counters;
    private final TreeMap<Long, LogEvent> early = new TreeMap<>();
    private String epoch = "";
    private long seq;
    private long timestampMs;
    private boolean open;
    private boolean filling;
    private boolean fillAgain;

    /** Where the events go. */
    interface Sink {
        /** The next event. */
        void next(LogEvent event);

        /** Everything up to the newest known event has been let through. */
        void caughtUp();

        /** The numbers start over: another epoch. The sequencer is closed until it is opened again. */
        void startOver();
    }

    Sequencer(String room, ChatLoop loop, RoomLog log, Sink sink, ChatCounters counters) {
        this.room = room;
        this.loop = loop;
        this.log = log;
        this.sink = sink;
        this.counters = counters;
    }

    String epoch() {
        return epoch;
    }

    long seq() {
        return seq;
    }

    /** Milliseconds since 1970 UTC of the event {@link #seq}; 0 when there is none. */
    long timestampMs() {
        return timestampMs;
    }

    /** The position to show to the store; null while the timestamp of the newest event is not known. */
    @Nullable
    Known known() {
        return open && (seq == 0 || timestampMs != 0) ? new Known(epoch, seq, timestampMs) : null;
    }

    /** Starts after {@code seq}, and reads what the log has beyond it. */
    void open(String newEpoch, long newSeq) {
        epoch = newEpoch;
        seq = newSeq;
        timestampMs = 0;
        open = true;
        fill();
    }

    /** An event from the feed. */
    void offer(String eventEpoch, LogEvent event) {
        if (!open) {
            // The feed runs before the log is read; what it brings meanwhile is in the log too.
            return;
        }
        if (!eventEpoch.equals(epoch)) {
            startOver();
        } else if (event.seq() == seq + 1) {
            advance(event);
            letEarlyOnesThrough();
        } else if (event.seq() > seq) {
            if (early.size() < WAITING_LIMIT) {
                early.put(event.seq(), event);
            }
            fill();
        } else {
            counters.duplicates.increment();
            if (event.seq() == seq && event.timestampMs() != timestampMs) {
                // The number was given out twice: the store has forgotten. Asking with our position tells it.
                fill();
            }
        }
    }

    /** The store's newest event, from the regular comparison. A lost last event makes no hole, so it is found here. */
    void compare(String storeEpoch, long storeSeq) {
        if (!open) {
            return;
        }
        if (!storeEpoch.equals(epoch)) {
            startOver();
        } else if (storeSeq > seq) {
            fill();
        }
    }

    private void fill() {
        if (filling) {
            fillAgain = true;
            return;
        }
        filling = true;
        fillAgain = false;
        Read request = new Read(room, Read.Mode.AFTER, seq, FILL_LIMIT, FILL_BYTES, known());
        log.read(request, loop, this::filled);
    }

    private void filled(ReadResult result) {
        filling = false;
        if (!open) {
            return;
        }
        if (!(result instanceof ReadResult.Page page)) {
            loop.schedule(RETRY_MS, this::fillIfOpen);
            return;
        }
        if (!page.epoch().equals(epoch)) {
            startOver();
            return;
        }
        for (LogEvent event : page.events()) {
            if (event.seq() == seq + 1) {
                counters.filled.increment();
                advance(event);
            }
        }
        letEarlyOnesThrough();
        if (page.newestSeq() > seq || fillAgain || !early.isEmpty()) {
            fill();
        } else {
            sink.caughtUp();
        }
    }

    private void fillIfOpen() {
        if (open) {
            fill();
        }
    }

    private void letEarlyOnesThrough() {
        while (!early.isEmpty() && early.firstKey() <= seq + 1) {
            LogEvent event = early.pollFirstEntry().getValue();
            if (event.seq() == seq + 1) {
                advance(event);
            }
        }
    }

    private void advance(LogEvent event) {
        seq = event.seq();
        timestampMs = event.timestampMs();
        sink.next(event);
    }

    private void startOver() {
        open = false;
        early.clear();
        sink.startOver();
    }
}
