package parley.server.store.redis;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who lives, as far as this node knows. A node that is not on the list of the living may be a new one, so it counts as
 * dead only after it has been missing from some lists in a row. May be used by any thread.
 */
final class NodeView {

    /** Nobody is known. */
    static final Snapshot NOBODY = new Snapshot(List.of(), List.of());

    /** Lists come every 2 s: this is as long as a lease. */
    private static final int DEAD_AFTER_LISTS = 5;

    private static final int FORGOTTEN_AFTER_LISTS = 30;

    /**
     * A view of one moment.
     *
     * @param living ids of the living nodes, this one included; empty while nothing is known
     * @param dead ids of nodes that are certainly dead
     */
    record Snapshot(List<String> living, List<String> dead) {}

    private final Map<String, Integer> strangers = new HashMap<>();
    private Snapshot snapshot = NOBODY;
    private int lists;

    synchronized Snapshot snapshot() {
        return snapshot;
    }

    /** Takes a new list of the living. */
    synchronized void living(List<String> ids) {
        lists++;
        ids.forEach(strangers::remove);
        strangers.values().removeIf(since -> lists - since > FORGOTTEN_AFTER_LISTS);
        List<String> dead = strangers.entrySet().stream()
                .filter(stranger -> lists - stranger.getValue() >= DEAD_AFTER_LISTS)
                .map(Map.Entry::getKey)
                .toList();
        snapshot = new Snapshot(List.copyOf(ids), dead);
    }

    /** These nodes have left member counts, but are neither living nor dead. */
    synchronized void strangers(Collection<String> ids) {
        ids.forEach(id -> strangers.putIfAbsent(id, lists));
    }
}
