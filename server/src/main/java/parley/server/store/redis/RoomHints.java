package parley.server.store.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this node remembers of rooms, so that it can name the right keys beforehand: about where the log ends, and the
 * base epoch where it is not the data-set id. A wrong hint costs one more round trip. One thread.
 */
final class RoomHints {

    private static final int ROOMS = 10_000;

    private record Hint(long newestSeq, @Nullable String baseEpoch) {}

    private static final Hint NONE = new Hint(0, null);

    private final Map<String, Hint> hints = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Hint> eldest) {
            return size() > ROOMS;
        }
    };

    /** Returns about the newest number of a room; 0 when unknown. */
    long newestSeq(String room) {
        return hints.getOrDefault(room, NONE).newestSeq();
    }

    /** Returns the base epoch of a room; null when it is (as far as known) the data-set id. */
    @Nullable
    String baseEpoch(String room) {
        return hints.getOrDefault(room, NONE).baseEpoch();
    }

    void setNewestSeq(String room, long seq) {
        hints.put(room, new Hint(seq, baseEpoch(room)));
    }

    void setBaseEpoch(String room, String epoch) {
        hints.put(room, new Hint(newestSeq(room), epoch));
    }
}
