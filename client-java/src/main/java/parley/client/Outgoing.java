package parley.client;

import org.jspecify.annotations.Nullable;
import parley.model.ErrorCode;
import parley.model.MessageText;

/**
 * A snapshot of an own message, edit or deletion on its way to the log.
 *
 * @param ref its identity, the same over all retries and restarts; the event in the log carries it too
 * @param room the room
 * @param kind what it does
 * @param target the message that an edit or deletion is about; 0 for a message
 * @param text the text, without trailing white space; empty for a deletion
 * @param createdMs when the person sent it, milliseconds since 1970
 * @param state how far it got
 * @param seq its number in the log once STORED; 0 before, and for a write that changed nothing
 * @param code the last error's code, null when none: why it FAILED, or why it still waits
 * @param sentence what to tell the person about it; empty when there is nothing to say
 */
public record Outgoing(
        String ref,
        String room,
        Kind kind,
        long target,
        String text,
        long createdMs,
        State state,
        long seq,
        @Nullable String code,
        String sentence) {
    /** What an item does. */
    public enum Kind {
        MESSAGE,
        EDIT,
        DELETE
    }

    /** How far an item got. */
    public enum State {
        /** Being written to the outbox. */
        SAVING,
        /** In the outbox, on disk: survives a crash of the application. Waits for its turn or a connection. */
        QUEUED,
        /** On its way; the answer is awaited. */
        SENT,
        /** Acknowledged by the server, or seen in the log. */
        STORED,
        /** Refused, or could not be saved: see the code. Kept until {@link ChatClient#retry} or {@link ChatClient#discard}. */
        FAILED,
        /** Perhaps sent, and too long ago to find out. {@link ChatClient#retry} sends it (perhaps a second time). */
        UNDECIDED,
        /** Thrown away by the person. */
        DISCARDED
    }

    /** True while the client itself still works on it. */
    public boolean isPending() {
        return state == State.SAVING || state == State.QUEUED || state == State.SENT;
    }

    /** What becomes of a text as typed: to be saved, or refused at once when it is empty or too long. */
    static Outgoing typed(String ref, String room, Kind kind, long target, String typed, long nowMs) {
        String text = MessageText.stripTrailing(wellFormed(typed));
        ErrorCode refusal = null;
        if (kind != Kind.DELETE && text.isEmpty()) {
            refusal = ErrorCode.EMPTY;
        } else if (MessageText.isTooLong(text)) {
            refusal = ErrorCode.TOO_LONG;
        }
        return refusal == null
                ? new Outgoing(ref, room, kind, target, text, nowMs, State.SAVING, 0, null, "")
                : new Outgoing(
                        ref, room, kind, target, text, nowMs, State.FAILED, 0, refusal.wire(), refusal.sentence());
    }

    /** Half a surrogate pair is no text; what pasted it gets the replacement character rather than a refusal. */
    private static String wellFormed(String text) {
        StringBuilder repaired = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(repaired::appendCodePoint);
        return repaired.toString();
    }
}
