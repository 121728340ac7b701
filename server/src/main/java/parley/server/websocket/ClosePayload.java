package parley.server.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import parley.model.CloseCode;

/**
 * Code and reason of a close frame (RFC 6455 §5.5.1, §7.4). Read here and not by Java-WebSocket 1.6.0, which takes an empty
 * one for 1000, refuses 1007 without a reason, and throws a {@code NullPointerException} at a reason that is not UTF-8.
 *
 * @param code 1005 when there is none
 */
record ClosePayload(int code, String reason) {
    static final int NO_CODE = 1005;
    static final int ABNORMAL = 1006;

    /** @throws ProtocolViolation 1002 for half a code or one that must not be sent, 1007 for a reason that is not UTF-8 */
    static ClosePayload parse(byte[] payload) throws ProtocolViolation {
        if (payload.length == 0) {
            return new ClosePayload(NO_CODE, "");
        }
        if (payload.length == 1) {
            throw new ProtocolViolation(CloseCode.PROTOCOL_ERROR);
        }
        ByteBuffer buffer = ByteBuffer.wrap(payload);
        int code = buffer.getShort() & 0xFFFF;
        if (!mayBeSent(code)) {
            throw new ProtocolViolation(CloseCode.PROTOCOL_ERROR);
        }
        try {
            return new ClosePayload(
                    code, StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
        } catch (CharacterCodingException e) {
            throw new ProtocolViolation(CloseCode.INVALID_UTF8);
        }
    }

    /** The close frame; empty for 1005. */
    Frame frame() {
        if (code == NO_CODE) {
            return Frame.of(Opcode.CLOSE, new byte[0]);
        }
        byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + utf8.length];
        payload[0] = (byte) (code >>> 8);
        payload[1] = (byte) code;
        System.arraycopy(utf8, 0, payload, 2, utf8.length);
        return Frame.of(Opcode.CLOSE, payload);
    }

    /** Codes of the RFC and of the IANA registry that go over the wire, and the ranges for libraries and applications. */
    static boolean mayBeSent(int code) {
        boolean registered = code >= 1000 && code <= 1014 && code != 1004 && code != NO_CODE && code != ABNORMAL;
        return registered || (code >= 3000 && code <= 4999);
    }
}
