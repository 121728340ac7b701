package parley.server.loop;

/** Where errors go that must not end a loop. Called from any loop's thread; must not block and must not throw. */
@FunctionalInterface
public interface ErrorHandler {
    /**
     * Takes one error.
     *
     * @param where what was being done, a fixed phrase such as {@code "inbox"}; part of what makes an error distinct
     * @param error what was thrown
     */
    void onError(String where, Throwable error);

    /** The same for where nothing may be thrown any more. */
    default void report(String where, Throwable error) {
        try {
            onError(where, error);
        } catch (Throwable e) {
            // Most likely there is no memory left to say so; going on is all that can be done.
        }
    }
}
