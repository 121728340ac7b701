package parley.server.websocket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parley.model.CloseCode;
import parley.server.limit.Bound;

/**
 * Turns bytes, cut anywhere, into messages (RFC 6455 §5). Each header is judged as soon as it has arrived and before
 * anything of its payload is kept; what is kept grows with what has really come, not with what was announced, and nothing is
 * kept between messages. Of no use after a {@link ProtocolViolation}. One thread.
 */
final class FrameDecoder {
    private static final byte[] NONE = new byte[0];
    private static final int FIRST_BYTES = 128;
    private static final int MASK_BYTES = 4;

    private final int maxMessageBytes;
    private final int maxFragments;
    private final boolean binary;
    private byte[] partial = NONE;
    private int partialLength;
    private byte[] message = NONE;
    private int messageLength;
    private int fragments;
    /** Of the message whose first fragments are here. */
    private boolean isText;

    /** @param binary whether binary messages are taken */
    FrameDecoder(int maxMessageBytes, int maxFragments, boolean binary) {
        this.maxMessageBytes = maxMessageBytes;
        this.maxFragments = maxFragments;
        this.binary = binary;
    }

    /**
     * The next thing that was said completely; null when all bytes are taken and nothing more is complete.
     *
     * @throws ProtocolViolation with the code to close with
     */
    @Nullable
    Incoming next(ByteBuffer in) throws ProtocolViolation {
        for (ByteBuffer frame = nextFrame(in); frame != null; frame = nextFrame(in)) {
            Incoming incoming = decode(frame);
            if (incoming != null) {
                return incoming;
            }
        }
        return null;
    }

    private @Nullable ByteBuffer nextFrame(ByteBuffer in) throws ProtocolViolation {
        if (partialLength == 0) {
            int required = required(in, in.position(), in.remaining());
            if (required <= in.remaining()) {
                ByteBuffer frame = in.slice(in.position(), required);
                in.position(in.position() + required);
                return frame;
            }
        }
        return completed(in);
    }

    private @Nullable ByteBuffer completed(ByteBuffer in) throws ProtocolViolation {
        while (true) {
            int required = required(ByteBuffer.wrap(partial), 0, partialLength);
            if (required <= partialLength) {
                ByteBuffer frame = ByteBuffer.wrap(partial, 0, required);
                partial = NONE;
                partialLength = 0;
                return frame;
            }
            int more = Math.min(required - partialLength, in.remaining());
            if (more == 0) {
                return null;
            }
            partial = withRoom(partial, partialLength, more, required);
            in.get(partial, partialLength, more);
            partialLength += more;
        }
    }

    /** How many bytes this frame has, or, while that is not known, how many it takes to know more: then over available. */
    private int required(ByteBuffer bytes, int at, int available) throws ProtocolViolation {
        if (available < 2) {
            return 2;
        }
        int first = bytes.get(at);
        int shortLength = bytes.get(at + 1) & 0x7F;
        check(first, bytes.get(at + 1) < 0, shortLength);
        int header = 2 + (shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0);
        if (available < header) {
            return header;
        }
        long length = shortLength == 126
                ? bytes.getShort(at + 2) & 0xFFFF
                : shortLength == 127 ? bytes.getLong(at + 2) : shortLength;
        if (!Opcode.isControl(first)) {
            checkSize(length);
        }
        return header + MASK_BYTES + (int) length;
    }

    private void check(int first, boolean masked, int shortLength) throws ProtocolViolation {
        int opcode = first & 0x0F;
        boolean isFinal = (first & 0x80) != 0;
        boolean reservedBits = (first & 0x70) != 0;
        boolean wrong = !masked || reservedBits;
        switch (opcode) {
            case Opcode.BINARY, Opcode.TEXT -> wrong |= fragments > 0;
            case Opcode.CONTINUATION -> wrong |= fragments == 0;
            case Opcode.CLOSE, Opcode.PING, Opcode.PONG -> wrong |= !isFinal || shortLength > 125;
            default -> wrong = true;
        }
        if (wrong) {
            throw new ProtocolViolation(CloseCode.PROTOCOL_ERROR);
        }
        if (opcode == Opcode.BINARY && !binary) {
            throw new ProtocolViolation(CloseCode.UNSUPPORTED_DATA);
        }
    }

    private void checkSize(long length) throws ProtocolViolation {
        if (length < 0) {
            throw new ProtocolViolation(CloseCode.PROTOCOL_ERROR);
        }
        if (length > maxMessageBytes - messageLength) {
            throw new ProtocolViolation(CloseCode.TOO_BIG);
        }
        if (fragments >= maxFragments) {
            throw new ProtocolViolation(CloseCode.TOO_BIG, Bound.FRAGMENTS);
        }
    }

    private @Nullable Incoming decode(ByteBuffer frame) throws ProtocolViolation {
        int first = frame.get(frame.position());
        return switch (first & 0x0F) {
            case Opcode.CLOSE -> new Incoming.Close(ClosePayload.parse(Payload.of(frame)));
            case Opcode.PING -> new Incoming.Ping(ByteBuffer.wrap(Payload.of(frame)));
            case Opcode.PONG -> new Incoming.Pong();
            default -> data(first, Payload.of(frame));
        };
    }

    private @Nullable Incoming data(int first, byte[] payload) throws ProtocolViolation {
        boolean isFinal = (first & 0x80) != 0;
        if (fragments == 0) {
            isText = (first & 0x0F) == Opcode.TEXT;
            if (isFinal) {
                return isText ? new Incoming.Text(Payload.text(payload, payload.length)) : new Incoming.Binary(payload);
            }
            if (isText) {
                Payload.checkBeginning(payload);
            }
        }
        message = withRoom(message, messageLength, payload.length, maxMessageBytes);
        System.arraycopy(payload, 0, message, messageLength, payload.length);
        messageLength += payload.length;
        fragments++;
        if (!isFinal) {
            return null;
        }
        Incoming whole = isText
                ? new Incoming.Text(Payload.text(message, messageLength))
                : new Incoming.Binary(Arrays.copyOf(message, messageLength));
        message = NONE;
        messageLength = 0;
        fragments = 0;
        return whole;
    }

    private static byte[] withRoom(byte[] array, int used, int more, int atMost) {
        int needed = used + more;
        if (needed <= array.length) {
            return array;
        }
        return Arrays.copyOf(array, Math.max(needed, Math.min(atMost, Math.max(FIRST_BYTES, 2 * array.length))));
    }
}
