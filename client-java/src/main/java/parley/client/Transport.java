package parley.client;

import java.net.URI;

/** One connection that carries texts. Used on the client's thread; nothing here blocks. */
public interface Transport {
    /** Starts to connect; {@link Listener#opened} or {@link Listener#closed} follows. Called once. */
    void connect();

    /** Queues one text message; after a close it is dropped silently. */
    void send(String text);

    /** Starts an orderly close. */
    void close(int code, String reason);

    /** Ends the connection at once, without a word to the peer. */
    void abort();

    /** What a connection reports, on any thread, one call at a time; nothing after {@code closed}. */
    interface Listener {
        /** The handshake is done. */
        void opened();

        /** A text message came. */
        void text(String text);

        /** Some other sign of life came, such as a WebSocket ping. */
        void heard();

        /** The end, exactly once, also when the connection was never made. */
        void closed(Closed closed);
    }

    /**
     * How a connection ended.
     *
     * @param code the WebSocket close code; 1006 for an abnormal end
     * @param httpStatus the status that refused the handshake; 0 when it was not refused over HTTP
     * @param reason for the log and, where nothing better is known, for the person
     * @param problem why it was never made; NONE when it was
     */
    record Closed(int code, int httpStatus, String reason, ConnectionProblem problem) {
        /** The end of a connection that had been made, or of which nothing else is known. */
        public Closed(int code, int httpStatus, String reason) {
            this(code, httpStatus, reason, ConnectionProblem.NONE);
        }
    }

    /** Makes a connection for each try. */
    interface Factory {
        /** A transport that was not connected yet. */
        Transport create(URI server, Listener listener);
    }
}
