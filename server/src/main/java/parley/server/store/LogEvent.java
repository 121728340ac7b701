package parley.server.store;

import org.jspecify.annotations.Nullable;

/**
 * One event of a room's log, always in its current state: text that an edit replaced, and text of a deleted message,
 * exists nowhere any more.
 *
 * @param seq its number in the room, 1 or more
 * @param kind what it is
 * @param timestampMs when the store took it, milliseconds since 1970 UTC
 * @param user id of the person who wrote it
 * @param username the person's name at the time of writing
 * @param ref the person's retry key of the write
 * @param target the number of the message that an {@link EventKind#EDITED} or {@link EventKind#DELETED} is about; 0 for
 *     a {@link EventKind#MESSAGE}
 * @param text the current text: of a message that is not deleted, or, for {@link EventKind#EDITED}, of its target; null
 *     when there is none (deleted) and for {@link EventKind#DELETED}
 * @param editedMs when a message was last edited, milliseconds since 1970 UTC; 0: never
 * @param deleted whether a message is deleted
 */
public record LogEvent(
        long seq,
        EventKind kind,
        long timestampMs,
        String user,
        String username,
        String ref,
        long target,
        @Nullable String text,
        long editedMs,
        boolean deleted) {}
