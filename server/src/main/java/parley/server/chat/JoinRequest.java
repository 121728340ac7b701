package parley.server.chat;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.model.ErrorCode;
import parley.model.Position;
import parley.server.limit.RateLimit;

/**
 * What a session's loop asks a room's home for.
 *
 * @param loop the session's loop
 * @param user the person, for the count of members
 * @param at where the client left off; null for the newest page
 * @param limit 1 to 100
 * @param ref the ref to answer with
 * @param again whether the session is a member already: then it is only answered
 * @param reply takes the outcome; runs on the session's loop, before every event that the snapshot does not hold
 */
record JoinRequest(
        ChatLoop loop,
        String user,
        @Nullable Position at,
        int limit,
        @Nullable String ref,
        boolean again,
        Consumer<Outcome> reply) {

    /** How it ended. */
    sealed interface Outcome {}

    /** The snapshot, the position up to which it reaches, and how fast may be written to the room. */
    record Opened(Packet packet, String epoch, long seq, long timestampMs, int people, RateLimit writes)
            implements Outcome {}

    /** Not opened. */
    record Refused(ErrorCode code) implements Outcome {}

    void answer(Outcome outcome) {
        loop.execute(() -> reply.accept(outcome));
    }
}
