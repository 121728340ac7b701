package parley.server.store.redis;

import static parley.server.store.redis.Commands.bytes;

import java.util.ArrayList;
import java.util.List;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import redis.clients.jedis.Protocol.Command;

/** Fetches events of one room by their numbers. */
final class LogRange {

    private final String room;
    private final String baseEpoch;
    private final RoomKeys keys;

    LogRange(String room, String baseEpoch) {
        this.room = room;
        this.baseEpoch = baseEpoch;
        this.keys = new RoomKeys(room);
    }

    /** Asks for the events of a range, both ends included, {@code 1 <= from <= to <= newest}. */
    void write(Commands out, long from, long to) {
        for (long segment = RoomKeys.segmentOf(from); segment <= RoomKeys.segmentOf(to); segment++) {
            long first = Math.max(from, segment * RoomKeys.SEGMENT_EVENTS + 1);
            long last = Math.min(to, (segment + 1) * RoomKeys.SEGMENT_EVENTS);
            out.add(
                    Command.LRANGE,
                    keys.segment(segment),
                    bytes(RoomKeys.indexOf(first)),
                    bytes(RoomKeys.indexOf(last)));
        }
    }

    /** Reads the replies to {@link #write}. */
    List<LogEvent> read(List<Object> replies, long from, long to) throws LogRecord.DamagedException {
        List<LogEvent> events = new ArrayList<>();
        long seq = from;
        for (Object reply : replies) {
            for (Object record : (List<?>) reply) {
                events.add(event(seq++, record));
            }
        }
        if (seq != to + 1) {
            throw new LogRecord.DamagedException("events are missing before " + (to + 1));
        }
        return events;
    }

    /** The same without those that are damaged; what lies behind a hole in a segment is not found. */
    List<LogEvent> readWhole(List<Object> replies, long from) {
        List<LogEvent> events = new ArrayList<>();
        long seq = from;
        for (Object reply : replies) {
            for (Object record : reply instanceof List<?> records ? records : List.of()) {
                try {
                    events.add(event(seq, record));
                } catch (LogRecord.DamagedException passedOver) {
                    // parley verify tells of it.
                }
                seq++;
            }
        }
        return events;
    }

    /** Asks whether the log ends at this number, or goes on behind it only with what is written just now. */
    void writeEnd(Commands out, long newest) {
        long segment = RoomKeys.segmentOf(Math.max(1, newest));
        out.script(
                Script.END,
                List.of(keys.room(), keys.segment(segment), keys.segment(segment + 1)),
                List.of(bytes(segment)));
    }

    /** Reads the reply to {@link #writeEnd}. */
    static void readEnd(Object reply) throws LogRecord.DamagedException {
        if (!reply.equals(1L)) {
            throw new LogRecord.DamagedException("its log does not end where its counter 'seq' says");
        }
    }

    /** Asks for one message. */
    void writeOne(Commands out, long seq) {
        out.add(Command.LINDEX, keys.segment(RoomKeys.segmentOf(seq)), bytes(RoomKeys.indexOf(seq)));
    }

    /** Reads the reply to {@link #writeOne}. */
    LogEvent readOne(Object reply, long seq) throws LogRecord.DamagedException {
        LogEvent event = event(seq, reply);
        if (event.kind() != EventKind.MESSAGE) {
            throw new LogRecord.DamagedException("event " + seq + ": it is no message, but was edited");
        }
        return event;
    }

    private LogEvent event(long seq, Object record) throws LogRecord.DamagedException {
        if (!(record instanceof byte[] bytes)) {
            throw new LogRecord.DamagedException("event " + seq + ": it is missing");
        }
        try {
            return LogRecord.read(room, baseEpoch, seq, bytes);
        } catch (LogRecord.DamagedException e) {
            throw new LogRecord.DamagedException("event " + seq + ": " + e.getMessage());
        }
    }
}
