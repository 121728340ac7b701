package parley.server.http;

/**
 * Answers the requests for one path. Called by the threads of the pool for short answers, several at a time: it must not
 * wait for anything. An exception becomes a 500 with a fixed text, and is logged.
 */
@FunctionalInterface
public interface Route {
    /** The answer to a GET or HEAD. */
    Answer answer(Request request);
}
