package parley.client;

/** Where a {@link ChatClient} stands: IDLE → CONNECTING → LIVE → WAITING → CONNECTING …, or STOPPED. */
public enum ConnectionState {
    /** {@link ChatClient#connect()} was not called yet. */
    IDLE,
    /** A connection is being made, or a hello waits for its answer. */
    CONNECTING,
    /** Welcomed; sends go out as they are written. */
    LIVE,
    /** The connection is lost; the next try comes by itself. */
    WAITING,
    /** No further try comes by itself: closed, or the person must do something first. */
    STOPPED
}
