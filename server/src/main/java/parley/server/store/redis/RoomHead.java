package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * What a room's counters say, together with where its log ends at the same moment; not yet believed.
 *
 * @param fields {@code seq}, {@code ts}, {@code listed}, {@code base}, {@code epoch}; null where there is none
 * @param lastSegmentEvents length of the segment that holds the newest event by the counters; -1 when it is no list
 * @param goesOn whether there is a segment after that one
 */
record RoomHead(List<@Nullable String> fields, long lastSegmentEvents, boolean goesOn) {

    private static final List<String> NAMES = List.of("seq", "ts", "listed", "base", "epoch");
    private static final String NUMBER = "0|[1-9]\\d{0,14}";

    /** Reads it; null when the key is of another type. */
    static @Nullable RoomHead read(StoreLink link, RoomKeys keys) {
        long seq = 0;
        while (true) {
            // The newest number decides which segment to look at; both have to be of one moment, or a message that is
            // written just now would look like damage.
            long segment = RoomKeys.segmentOf(Math.max(1, seq));
            Commands commands = new Commands();
            commands.add(Command.HMGET, withKey(keys));
            commands.add(Command.LLEN, keys.segment(segment));
            commands.add(Command.EXISTS, keys.segment(segment + 1));
            List<Object> replies = link.askAtOnce(commands);
            if (StoreLink.isWrongType(replies.get(0))) {
                return null;
            }
            RoomHead head = of(replies);
            if (RoomKeys.segmentOf(Math.max(1, head.seq())) == segment) {
                return head;
            }
            seq = head.seq();
        }
    }

    private static RoomHead of(List<Object> replies) {
        List<@Nullable String> fields = new ArrayList<>();
        for (Object field : (List<?>) replies.get(0)) {
            fields.add(field == null ? null : new String((byte[]) field, UTF_8));
        }
        long length = replies.get(1) instanceof Long number ? number : -1;
        return new RoomHead(fields, length, replies.get(2).equals(1L));
    }

    private static byte[][] withKey(RoomKeys keys) {
        byte[][] args = new byte[1 + NAMES.size()][];
        args[0] = keys.room();
        for (int i = 0; i < NAMES.size(); i++) {
            args[1 + i] = bytes(NAMES.get(i));
        }
        return args;
    }

    /** Whether it counts no events: a room that nobody has written in has none of these fields, or only an epoch. */
    boolean isEmpty() {
        return fields.get(0) == null || text(0).equals("0");
    }

    /** The newest number; 0 in an empty room, and when it is no number. */
    long seq() {
        return number(0);
    }

    long timestampMs() {
        return number(1);
    }

    long listedSeq() {
        return number(2);
    }

    String baseEpoch() {
        return text(3);
    }

    /** The epoch that members see; empty: the data-set id. */
    String epoch() {
        return text(4);
    }

    /** Returns the names of the fields that are missing or are not what they should be, once there are events. */
    List<String> wrongFields() {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            if (!text(i).matches(NUMBER)) {
                wrong.add(NAMES.get(i));
            }
        }
        if (!Ids.isRandom(baseEpoch())) {
            wrong.add("base");
        }
        if (fields.get(4) != null && !Ids.isRandom(epoch())) {
            wrong.add("epoch");
        }
        return wrong;
    }

    private long number(int field) {
        String text = text(field);
        return text.matches(NUMBER) ? Long.parseLong(text) : 0;
    }

    private String text(int field) {
        String text = fields.get(field);
        return text == null ? "" : text;
    }
}
