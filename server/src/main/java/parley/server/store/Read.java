package parley.server.store;

import org.jspecify.annotations.Nullable;

/**
 * A question for a part of a room's log.
 *
 * @param room a valid room id
 * @param mode which part, and whether as a page or as a replay
 * @param at the number that {@link Mode#BEFORE} and {@link Mode#AFTER} (both exclusive) or {@link Mode#AROUND}
 *     (inclusive) start from; beyond the newest is allowed; ignored for {@link Mode#NEWEST}
 * @param limit how many listed events at most, 1 or more
 * @param maxBytes about how many bytes of text, names and refs at most; the first event always fits
 * @param known the newest position of the room that this node holds, if any
 */
public record Read(
        String room,
        Mode mode,
        long at,
        int limit,
        int maxBytes,
        @Nullable Known known) {

    /** Which part of the log. All but {@link #AFTER} are pages, which list messages only. */
    public enum Mode {
        /** The newest messages. */
        NEWEST,
        /** The messages before a number. */
        BEFORE,
        /** The messages on both sides of a number, and that message itself. */
        AROUND,
        /** A replay: every event after a number, of every kind. */
        AFTER
    }
}
