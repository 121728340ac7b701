package parley.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client sends (protocol §3). Every request may carry a {@code ref} that its reply repeats. */
public sealed interface ClientMessage {
    /** 1 to 64 characters U+0020 to U+007E, or null where the type does not require one. */
    @Nullable
    String ref();

    /** A request about one room. */
    sealed interface InRoom extends ClientMessage {
        /** A valid room id. */
        String room();
    }

    /** A request that is done at most once for a person and ref. */
    sealed interface Write extends InRoom {
        @Override
        String ref();
    }

    /** The first message of a connection. For a version other than 1 only {@code version} and {@code ref} are read. */
    record Hello(
            long version,
            @Nullable String username,
            @Nullable String token,
            @Nullable String session,
            @Nullable String client,
            List<Position> resume,
            @Nullable String ref)
            implements ClientMessage {}

    /** Opens a room; with {@code at} replays what was missed since. {@code limit} is 1 to 100. */
    record Join(
            String room,
            @Nullable Position at,
            int limit,
            @Nullable String ref) implements InRoom {}

    /** Ends the events of a room on this connection. */
    record Leave(String room, @Nullable String ref) implements InRoom {}

    /** A new message; on the wire its type is {@code message}. */
    record Send(String room, String message, String ref) implements Write {}

    /** Replaces the text of an own message. */
    record Edit(String room, long target, String message, String ref) implements Write {}

    /** Deletes an own message. */
    record Delete(String room, long target, String ref) implements Write {}

    /** Asks for a page or a replay. {@code at} is ignored for {@link Direction#NEWEST}; {@code limit} is 1 to 100. */
    record History(
            String room,
            Direction direction,
            long at,
            int limit,
            @Nullable String ref) implements InRoom {
        /** Which way to read from {@code at}: before and after exclude it, around includes it. */
        public enum Direction {
            NEWEST,
            BEFORE,
            AFTER,
            AROUND
        }
    }

    /** Asks for a pong. */
    record Ping(@Nullable String ref) implements ClientMessage {}
}
