package parley.server.websocket;

/**
 * What a connection tells its owner, on the connection's loop. A listener that throws loses its connection (1011), never
 * the loop.
 */
public interface ConnectionListener {
    /**
     * One whole text message, valid UTF-8 and within the size limit. Not called any more once {@link Connection#close} was
     * called or the peer has closed.
     */
    void onText(String text);

    /**
     * One whole binary message; only where {@link ConnectionLimits#binary()}.
     *
     * @param bytes nobody else has them
     */
    default void onBinary(byte[] bytes) {}

    /**
     * The connection is of no more use: exactly once, whatever the cause, as soon as either side begins to close. Always in
     * a step of its own on the loop, never from inside a method of {@link Connection}, so members may be removed from lists
     * that are being walked when a {@code send} passes the limit.
     *
     * @param code the close code that was sent or received; 1005 for a close without code, 1006 when the socket just ended
     */
    void onClosed(int code);
}
