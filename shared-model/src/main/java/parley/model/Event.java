package parley.model;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a room's numbered log, the same for every reader (protocol §4). ({@link #room}, epoch, {@link #seq}) is its
 * identity.
 */
public sealed interface Event extends ServerMessage {
    /** The room whose log this is. */
    String room();

    /** 1, 2, 3 … without holes. */
    long seq();

    /** A message in its current state; {@code message} is null exactly when it is deleted, and {@code edited} then too. */
    record Message(
            String room,
            long seq,
            String username,
            String user,
            @Nullable String message,
            String timestamp,
            String ref,
            @Nullable String edited)
            implements Event {
        /** True for the stub that a deleted message leaves. */
        public boolean deleted() {
            return message == null;
        }
    }

    /** The text of {@code target} was replaced; {@code message} is its current text, null when it is deleted or erased. */
    record Edited(
            String room,
            long seq,
            long target,
            @Nullable String message,
            String username,
            String user,
            String timestamp,
            String ref)
            implements Event {}

    /** {@code target} was deleted. */
    record Deleted(String room, long seq, long target, String username, String user, String timestamp, String ref)
            implements Event {}

    /** An event of a later version: counts for the numbering, shows nothing. */
    record Unknown(String room, long seq, String type) implements Event {}
}
