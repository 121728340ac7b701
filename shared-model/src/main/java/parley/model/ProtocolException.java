package parley.model;

import org.jspecify.annotations.Nullable;

/** A text that is not a valid message; carries what the {@code error} reply needs. */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String ref;

    /**
     * @param code {@code bad_request} or {@code unknown_type}
     * @param message a sentence for the sender that says what to correct
     * @param ref the request's ref when it could be read
     */
    public ProtocolException(ErrorCode code, String message, @Nullable String ref) {
        // Made for every bad request of a stranger: no stack trace, it would only cost.
        super(message, null, false, false);
        this.code = code;
        this.ref = ref;
    }

    /** Which error to answer with. */
    public ErrorCode code() {
        return code;
    }

    /** The ref to answer with, or null. */
    public @Nullable String ref() {
        return ref;
    }

    /** The sentence for the sender. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
