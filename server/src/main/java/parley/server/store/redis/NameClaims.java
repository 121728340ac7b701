package parley.server.store.redis;

import static parley.server.store.redis.Commands.bytes;

import java.util.List;

/**
 * Takes, keeps and lets go of the keys of names. A key of a connected person is leased for longer than the hold, and anew
 * when it could fall below the hold before the next time; each lease is a write that has to be forced to the disk.
 */
final class NameClaims {

    private static final long CONNECTED_EXTRA_MS = 90_000;
    private static final long LEAST_EXTRA_MS = 20_000;

    private final long holdMs;

    NameClaims(long holdMs) {
        this.holdMs = holdMs;
    }

    /** Takes or keeps a key. Answers 1 when it is the user's now, 2 when it was before, 0 when somebody else's. */
    void claim(Commands out, String nameKey, String user) {
        out.script(
                Script.CLAIM,
                List.of(Keys.name(nameKey)),
                List.of(bytes(user), bytes(holdMs + CONNECTED_EXTRA_MS), bytes(holdMs + LEAST_EXTRA_MS)));
    }

    /** The person has no connection any more: the name is held. */
    void hold(Commands out, String nameKey, String user) {
        release(out, nameKey, user, holdMs);
    }

    /** The person has another name now: this one is free at once. */
    void free(Commands out, String nameKey, String user) {
        release(out, nameKey, user, 0);
    }

    private static void release(Commands out, String nameKey, String user, long forMs) {
        out.script(Script.RELEASE, List.of(Keys.name(nameKey)), List.of(bytes(user), bytes(forMs)));
    }
}
