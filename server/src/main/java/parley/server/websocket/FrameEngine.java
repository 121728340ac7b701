package parley.server.websocket;

import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.util.Charsetfunctions;

/**
 * Java-WebSocket's {@code Draft_6455} as the engine for what RFC 6455 computes of frames: unmasking and UTF-8. It is given
 * whole frames only, which keeps it free of state, so that one serves all connections of a loop (one per connection costs
 * 2 KB each). {@link FrameDecoder} has checked each header before. One thread.
 */
final class FrameEngine {
    private final Draft_6455 draft;

    /** @param maxFrameBytes payload of the largest frame */
    FrameEngine(int maxFrameBytes) {
        draft = new Draft_6455(List.of(), maxFrameBytes);
    }

    /**
     * The payload of one whole masked frame that is not a close frame.
     *
     * @throws ProtocolViolation 1007 for text that is not UTF-8
     */
    ByteBuffer payload(ByteBuffer wholeFrame) throws ProtocolViolation {
        try {
            return draft.translateFrame(wholeFrame).get(0).getPayloadData();
        } catch (InvalidDataException e) {
            throw new ProtocolViolation(e.getCloseCode());
        }
    }

    /**
     * A whole message as text.
     *
     * @throws ProtocolViolation 1007 for what is not UTF-8
     */
    static String text(ByteBuffer utf8) throws ProtocolViolation {
        try {
            return Charsetfunctions.stringUtf8(utf8);
        } catch (InvalidDataException e) {
            throw new ProtocolViolation(e.getCloseCode());
        }
    }
}
