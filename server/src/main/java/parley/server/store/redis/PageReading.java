package parley.server.store.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import parley.server.store.Read;
import parley.server.store.ReadResult;

/**
 * Gathers a page: messages only, first those before a number, going down, then (around) those from it on, going up.
 * Edits and deletions lie between them and are skipped, so a round fetches more numbers than are wanted, but never more
 * than 256. With the newest page, which opens a room, the counters are compared with the log.
 */
final class PageReading implements Reading {

    private static final int FIRST_ROUND_EXTRA = 16;
    private static final int ROUND = 256;

    private final RoomTop top;
    private final LogRange range;
    private final Read request;
    private final boolean around;
    private final int downLimit;
    private final int downBytes;
    private final Deque<LogEvent> events = new ArrayDeque<>();
    private long down;
    private long up;
    private boolean downDone;
    private boolean upDone;
    private boolean wide;
    private boolean compared;
    private int before;
    private int bytes;
    private long from;
    private long to;
    private long roundFrom;
    private long roundTo;

    PageReading(Read request, RoomTop top) {
        this.request = request;
        this.top = top;
        range = new LogRange(request.room(), top.baseEpoch());
        around = request.mode() == Read.Mode.AROUND;
        downLimit = around ? request.limit() / 2 : request.limit();
        downBytes = around ? request.maxBytes() / 2 : request.maxBytes();
        long end = top.seq() + 1;
        up = request.mode() == Read.Mode.NEWEST ? end : Math.min(request.at(), end);
        down = up - 1;
        from = up;
        to = around ? top.seq() : down;
        downDone = downLimit == 0;
        upDone = !around || up == end;
        compared = request.mode() != Read.Mode.NEWEST;
        endDownAtOldest();
    }

    @Override
    public boolean done() {
        return downDone && upDone && compared;
    }

    @Override
    public void write(Commands out) {
        if (!compared) {
            range.writeEnd(out, top.seq());
            if (downDone) {
                return;
            }
        }
        int wanted = downDone ? request.limit() - events.size() : downLimit - before;
        int size = wide ? ROUND : Math.min(ROUND, wanted + FIRST_ROUND_EXTRA);
        roundFrom = downDone ? up : Math.max(1, down - size + 1);
        roundTo = downDone ? Math.min(top.seq(), up + size - 1) : down;
        range.write(out, roundFrom, roundTo);
        wide = true;
    }

    @Override
    public void read(List<Object> replies) throws LogRecord.DamagedException {
        List<Object> records = replies;
        if (!compared) {
            LogRange.readEnd(replies.get(0));
            compared = true;
            records = replies.subList(1, replies.size());
            if (downDone && upDone) {
                return;
            }
        }
        List<LogEvent> fetched = range.read(records, roundFrom, roundTo);
        if (downDone) {
            fetched.forEach(this::addAfter);
            up = roundTo + 1;
            upDone |= up > top.seq();
        } else {
            for (int i = fetched.size() - 1; i >= 0; i--) {
                addBefore(fetched.get(i));
            }
            compareNewestMessage();
            down = roundFrom - 1;
            endDownAtOldest();
            wide = !downDone;
        }
    }

    private void endDownAtOldest() {
        if (!downDone && down == 0) {
            downDone = true;
            from = 1;
        }
    }

    private void compareNewestMessage() throws LogRecord.DamagedException {
        if (request.mode() == Read.Mode.NEWEST
                && !events.isEmpty()
                && events.getLast().seq() != top.listedSeq()) {
            throw new LogRecord.DamagedException("its counter 'listed' is not its newest message");
        }
    }

    private void addBefore(LogEvent event) {
        if (downDone || event.kind() != EventKind.MESSAGE) {
            return;
        }
        int size = Reading.bytes(event);
        if (bytes + size > downBytes && (around || before > 0)) {
            downDone = true;
            return;
        }
        events.addFirst(event);
        bytes += size;
        from = event.seq();
        downDone = ++before == downLimit;
    }

    private void addAfter(LogEvent event) {
        if (upDone || event.kind() != EventKind.MESSAGE) {
            return;
        }
        int size = Reading.bytes(event);
        if (bytes + size > request.maxBytes() && events.size() > before) {
            upDone = true;
            to = events.getLast().seq();
            return;
        }
        events.addLast(event);
        bytes += size;
        boolean last = event.seq() >= top.listedSeq();
        if (last || events.size() == request.limit()) {
            upDone = true;
            to = last ? top.seq() : event.seq();
        }
    }

    @Override
    public ReadResult.Page page() {
        // The first event of a room is always a message, so there is one before every other number.
        return new ReadResult.Page(
                top.epoch(),
                top.seq(),
                top.timestampMs(),
                List.copyOf(events),
                from,
                to,
                from > 1,
                top.listedSeq() > to);
    }
}
