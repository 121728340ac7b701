package parley.client;

import org.jspecify.annotations.Nullable;

/** A request that was refused, or whose connection was lost before the answer; its message is a sentence for the person. */
public final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String code;

    ChatException(@Nullable String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    /** The error code on the wire; null when the connection was lost or is not there. */
    public @Nullable String code() {
        return code;
    }
}
