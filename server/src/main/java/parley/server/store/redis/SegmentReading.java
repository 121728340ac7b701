package parley.server.store.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.server.store.LogEvent;
import redis.clients.jedis.Protocol.Command;

/** Verifies the records of one segment, 256 at a time, and finds out which are missing where it is too short. */
final class SegmentReading {

    private static final int ROUND = 256;

    private final RoomVerifier room;
    private final long segment;
    private final int places;
    private int missing;
    private long seq;

    /**
     * A segment.
     *
     * @param expected how many events it should hold
     * @param length how many it holds; -1 when it is no list
     */
    SegmentReading(RoomVerifier room, long segment, int expected, long length) {
        this.room = room;
        this.segment = segment;
        places = (int) Math.max(0, Math.min(expected, length));
        missing = expected - places;
        seq = segment * RoomKeys.SEGMENT_EVENTS + 1;
    }

    void read() {
        int place = 0;
        while (place < places) {
            int last = Math.min(places, place + ROUND) - 1;
            Object reply = room.link()
                    .ask(Command.LRANGE, room.keys().segment(segment), Commands.bytes(place), Commands.bytes(last));
            for (Object record : (List<?>) reply) {
                record((byte[]) record);
            }
            place = last + 1;
        }
        // What is missing at the end is told by the length alone, but nothing may be said of what points there.
        for (int i = 0; i < missing; i++) {
            room.absent(seq + i);
        }
    }

    private void record(byte[] record) {
        LogEvent event = room.tryRead(seq, record);
        if (event == null) {
            event = readAfterGap(record);
        }
        if (event == null) {
            room.damaged(seq, record);
        } else {
            room.sound(event);
        }
        seq++;
    }

    /** A record that was written as a later number: those between are missing. */
    private @Nullable LogEvent readAfterGap(byte[] record) {
        for (int gap = 1; gap <= missing; gap++) {
            LogEvent event = room.tryRead(seq + gap, record);
            if (event != null) {
                for (int i = 0; i < gap; i++) {
                    room.missing(seq++);
                }
                missing -= gap;
                return event;
            }
        }
        return null;
    }
}
