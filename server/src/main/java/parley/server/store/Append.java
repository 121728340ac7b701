package parley.server.store;

import org.jspecify.annotations.Nullable;

/**
 * A write to a room's log. (room, user, ref) is its retry key: the same request again is answered with the first
 * result and done once, whatever has happened since.
 *
 * @param room a valid room id
 * @param kind what to write
 * @param user id of the writing person
 * @param username the person's name now
 * @param ref 1 to 64 characters U+0020 to U+007E, unique for the person
 * @param author the person whose message the target has to be: the writing one, unless an operator writes
 * @param target the number of the message to edit or delete; 0 for a {@link EventKind#MESSAGE}
 * @param text the text of a message or an edit, without lone surrogates; null for a {@link EventKind#DELETED}
 * @param known the newest position of the room that this node holds, if any
 * @param onlyIfKnown true to be answered from the retry key alone: a request that was not carried out before is refused
 *     with {@link AppendResult.Reason#NEW}, and nothing is written. For people who write too fast: a retry gets its first
 *     answer whatever has happened since, and duplicates are free
 */
public record Append(
        String room,
        EventKind kind,
        String user,
        String username,
        String ref,
        String author,
        long target,
        @Nullable String text,
        @Nullable Known known,
        boolean onlyIfKnown) {

    /** A write of a person, who can change only what is their own. */
    public Append(
            String room,
            EventKind kind,
            String user,
            String username,
            String ref,
            long target,
            @Nullable String text,
            @Nullable Known known,
            boolean onlyIfKnown) {
        this(room, kind, user, username, ref, user, target, text, known, onlyIfKnown);
    }
}
