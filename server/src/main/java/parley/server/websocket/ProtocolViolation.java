package parley.server.websocket;

import parley.model.CloseCode;

/** The peer broke RFC 6455, or a bound of ours. Expected, so without a stack. */
final class ProtocolViolation extends Exception {
    private final CloseCode code;

    ProtocolViolation(CloseCode code) {
        super(code.name(), null, false, false);
        this.code = code;
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

    CloseCode code() {
        return code;
    }
}
