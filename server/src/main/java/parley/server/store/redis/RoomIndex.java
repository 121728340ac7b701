package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.model.RoomId;
import redis.clients.jedis.Protocol.Command;

/** What keys of rooms there are, found by SCAN: about 200 bytes of memory for each room, however many events it has. */
final class RoomIndex {

    private static final String SCAN_COUNT = "1000";
    private static final Pattern KEY =
            Pattern.compile("(parley:\\{[^}]*}:room:([^:]+))(?::(log|refs):(0|[1-9]\\d{0,14})|:members)?");

    /**
     * Also with one wrong letter, wherever that is; but for those of an import under way, which go by themselves. Keys of others
     * may be in the same Redis.
     */
    private static final Pattern LIKE_A_ROOMS =
            Pattern.compile("^(?!parley:\\{[^}]*}:import:).*(parley:|\\{p).*(:room:|:(log|refs):\\d+$)");

    /** The keys of one room. */
    static final class Parts {
        private long newestSegment = -1;
        private final SortedSet<Long> retryDays = new TreeSet<>();

        /** The highest number of a segment; -1 when there is none. */
        long newestSegment() {
            return newestSegment;
        }

        /** The UTC days that have retry keys. */
        SortedSet<Long> retryDays() {
            return retryDays;
        }

        private void add(String part, long number) {
            if (part.equals("log")) {
                newestSegment = Math.max(newestSegment, number);
            } else {
                retryDays.add(number);
            }
        }
    }

    private final SortedMap<String, Parts> rooms = new TreeMap<>();

    private RoomIndex() {}

    /**
     * Looks through all keys.
     *
     * @param stray gets keys that look like a room's and are none
     */
    static RoomIndex scan(StoreLink link, Consumer<String> stray) {
        RoomIndex index = new RoomIndex();
        String cursor = "0";
        do {
            List<?> reply = (List<?>) link.ask(Command.SCAN, bytes(cursor), bytes("COUNT"), bytes(SCAN_COUNT));
            cursor = text(reply.get(0));
            for (Object key : (List<?>) reply.get(1)) {
                index.add(text(key), stray);
            }
        } while (!cursor.equals("0"));
        return index;
    }

    SortedMap<String, Parts> rooms() {
        return rooms;
    }

    private void add(String key, Consumer<String> stray) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches() || !isRoom(matcher)) {
            if (LIKE_A_ROOMS.matcher(key).find()) {
                stray.accept(key);
            }
            return;
        }
        Parts parts = rooms.computeIfAbsent(Objects.requireNonNull(matcher.group(2)), room -> new Parts());
        String part = matcher.group(3);
        if (part != null) {
            parts.add(part, Long.parseLong(matcher.group(4)));
        }
    }

    /** A room's keys lie in its own partition only; anywhere else nobody looks for them. */
    private static boolean isRoom(Matcher matcher) {
        @Nullable String room = matcher.group(2);
        return room != null
                && RoomId.isValid(room)
                && new String(new RoomKeys(room).room(), UTF_8).equals(matcher.group(1));
    }

    private static String text(Object bulk) {
        return new String((byte[]) bulk, UTF_8);
    }
}
