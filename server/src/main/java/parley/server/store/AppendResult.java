package parley.server.store;

/** The answer to an {@link Append}. */
public sealed interface AppendResult {

    /**
     * In the log, as durable as {@link StoreState#durable()} says.
     *
     * @param epoch the room's epoch, in which {@code seq} counts
     * @param seq the event's number
     * @param timestampMs the event's timestamp, milliseconds since 1970 UTC
     * @param duplicate whether this is the answer of an earlier, equal request
     */
    record Stored(String epoch, long seq, long timestampMs, boolean duplicate) implements AppendResult {}

    /**
     * Nothing to change: the text is the same, or the message is deleted already. There is no event, but the retry key
     * is kept.
     *
     * @param duplicate whether this is the answer of an earlier, equal request
     */
    record Unchanged(boolean duplicate) implements AppendResult {}

    /**
     * Not done, and no retry key is kept.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements AppendResult {}

    /** Why a write was refused. */
    enum Reason {
        /** The retry key was used with another content, or the message to edit is deleted. */
        CONFLICT,
        /** The message to edit or delete is another person's. */
        FORBIDDEN,
        /** There is no such message. */
        NOT_FOUND,
        /** Not carried out before, and {@link Append#onlyIfKnown} was asked for. */
        NEW,
        /** Memory or disk is nearly full; reading goes on, and retries of what is stored still get their first answer. */
        STORAGE_FULL,
        /** The store did not confirm. It may or may not be stored: the same request again is safe. */
        UNAVAILABLE
    }
}
