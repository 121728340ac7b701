package parley.server.embedded;

/**
 * The embedded store cannot be started. The message is one line for the person who started Parley and says what to do;
 * print it as it is, without a stack trace.
 */
public final class EmbeddedRedisException extends Exception {

    private static final long serialVersionUID = 1L;

    EmbeddedRedisException(String message) {
        super(message);
    }

    EmbeddedRedisException(String message, Throwable cause) {
        super(message, cause);
    }
}
