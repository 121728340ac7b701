package parley.model;

/**
 * WebSocket close codes and what a client does after them (protocol §7): 4000 to 4499 means come back and resume, 4500 to
 * 4999 means stop and tell the person. A reason is a fixed sentence of at most 123 bytes (RFC 6455 §5.5).
 */
public enum CloseCode {
    NORMAL(1000, "Closed."),
    GOING_AWAY(1001, "Going away."),
    PROTOCOL_ERROR(1002, "The WebSocket protocol was violated."),
    UNSUPPORTED_DATA(1003, "Binary messages are not accepted."),
    INVALID_UTF8(1007, "The text is not valid UTF-8."),
    TOO_BIG(1009, "The message is too big."),
    INTERNAL(1011, "Something went wrong on the server."),
    RESTARTING(4000, "The server is restarting. Please reconnect."),
    TOO_SLOW(4001, "Too much is waiting to be read. Reconnect and resume."),
    NO_SIGN_OF_LIFE(4002, "No sign of life. Reconnect and resume."),
    NO_HELLO(4004, "No valid hello came in time."),
    FLOODING(4005, "Too many requests without the pause that was asked for."),
    BAD_REQUESTS(4500, "Too many bad requests."),
    TOKEN_REVOKED(4501, "This token was revoked."),
    BANNED(4502, "You cannot use this chat."),
    SESSION_REPLACED(4503, "This session was opened elsewhere."),
    TOO_MANY_CONNECTIONS(4505, "Too many connections of this person or address."),
    VERSION_NOT_SERVED(4506, "This version of the protocol is not served.");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The number in the close frame. */
    public int code() {
        return code;
    }

    /** The sentence in the close frame, at most 123 bytes. */
    public String reason() {
        return reason;
    }

    /**
     * True when a client that saw this number (1005 and 1006 included) tries again by itself: every number outside the stop
     * ranges, also a 1000 that the client did not ask for (a proxy's).
     *
     * @param code a close code as the WebSocket implementation reports it
     */
    public static boolean meansReconnect(int code) {
        boolean violation = code == 1002 || code == 1003 || code == 1007 || code == 1009;
        boolean stop = code >= 4500 && code <= 4999;
        return !violation && !stop;
    }
}
