package parley.server.websocket;

import org.jspecify.annotations.Nullable;
import parley.model.CloseCode;
import parley.server.limit.Bound;

/** The peer broke RFC 6455, or a bound of ours. Expected, so without a stack. */
final class ProtocolViolation extends Exception {
    private final CloseCode code;
    private final @Nullable Bound bound;

    ProtocolViolation(CloseCode code) {
        this(code, null);
    }

    ProtocolViolation(CloseCode code, @Nullable Bound bound) {
        super(code.name(), null, false, false);
        this.code = code;
        this.bound = bound;
    }

    /** @param code as Java-WebSocket names it: 1002, 1007 or 1009 */
    ProtocolViolation(int code) {
        this(
                switch (code) {
                    case 1007 -> CloseCode.INVALID_UTF8;
                    case 1009 -> CloseCode.TOO_BIG;
                    default -> CloseCode.PROTOCOL_ERROR;
                });
    }

    /** The limit that was passed, if it was one that can be set. */
    @Nullable
    Bound bound() {
        return bound;
    }

    CloseCode code() {
        return code;
    }
}
