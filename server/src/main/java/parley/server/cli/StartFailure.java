package parley.server.cli;

/**
 * Parley cannot start, or cannot go on. The message is one line for the person who started it and says what to do:
 * "Port 3000 is in use. Stop the other program or start with --port 3001." It is printed as it is, and the exit code is
 * 1.
 */
public final class StartFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** A failure that the message explains completely. */
    public StartFailure(String message) {
        super(message);
    }

    /** A failure with the exception behind it, which is not printed. */
    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
