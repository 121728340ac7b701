package parley.server.store.redis;

import org.jspecify.annotations.Nullable;

/** The store cannot be used. The message is one sentence for a person, or two: what is wrong, and what to do. */
public class StoreException extends RuntimeException {

    private final boolean lasting;

    StoreException(String message, boolean lasting, @Nullable Throwable cause) {
        super(message, cause);
        this.lasting = lasting;
    }

    /** Returns whether waiting will not help: somebody has to do something first. */
    public boolean lasting() {
        return lasting;
    }
}
