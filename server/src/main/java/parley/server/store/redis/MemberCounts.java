package parley.server.store.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which member counts of this node the store holds, so that only changes are written. All but {@link #forget} and
 * {@link #reset} on the thread of the read lane.
 */
final class MemberCounts {

    private final Map<String, Integer> written = new HashMap<>();
    private final Set<String> forgotten = ConcurrentHashMap.newKeySet();
    private volatile boolean resetWanted;

    /** Returns the count when the store has to be told, null when it holds it already. */
    @Nullable
    Integer change(String room, int members) {
        if (resetWanted) {
            resetWanted = false;
            written.clear();
        }
        return written.getOrDefault(room, 0) == members ? null : members;
    }

    /** The store holds this count now. */
    void written(String room, int members) {
        written.put(room, members);
    }

    /** The room has no member here any more. May be called by any thread. */
    void forget(String room) {
        forgotten.add(room);
    }

    /** Returns the rooms whose counts have to be removed from the store; live, may be changed. */
    Set<String> forgotten() {
        return forgotten;
    }

    /** A count is no longer in the store. */
    void removed(String room) {
        written.remove(room);
        forgotten.remove(room);
    }

    /** The store may have dropped this node's counts. May be called by any thread. */
    void reset() {
        resetWanted = true;
    }
}
