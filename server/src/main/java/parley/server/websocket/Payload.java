package parley.server.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.util.Charsetfunctions;
import parley.model.CloseCode;

/**
 * What is in frames: unmasking (RFC 6455 §5.3) eight bytes at a time, and text. Any thread. Java-WebSocket's decoder is the
 * oracle of its test; for a text of 100 bytes it takes ten times as long.
 */
final class Payload {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int MASK_BYTES = 4;

    private Payload() {}

    /** The payload of one whole masked frame, whose header has been checked. */
    static byte[] of(ByteBuffer frame) {
        int shortLength = frame.get(frame.position() + 1) & 0x7F;
        int maskAt = frame.position() + 2 + (shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0);
        byte[] payload = new byte[frame.limit() - maskAt - MASK_BYTES];
        frame.get(maskAt + MASK_BYTES, payload);
        int mask = frame.getInt(maskAt);
        long twice = ((long) mask << Integer.SIZE) | (mask & 0xFFFFFFFFL);
        int i = 0;
        for (; i + Long.BYTES <= payload.length; i += Long.BYTES) {
            LONGS.set(payload, i, (long) LONGS.get(payload, i) ^ twice);
        }
        for (; i < payload.length; i++) {
            payload[i] ^= (byte) (mask >>> (24 - 8 * (i % MASK_BYTES)));
        }
        return payload;
    }

    /**
     * A whole message as text.
     *
     * @throws ProtocolViolation 1007 for what is not UTF-8
     */
    static String text(byte[] utf8, int length) throws ProtocolViolation {
        if (isAscii(utf8, length)) {
            return new String(utf8, 0, length, StandardCharsets.ISO_8859_1);
        }
        try {
            return Charsetfunctions.stringUtf8(ByteBuffer.wrap(utf8, 0, length));
        } catch (InvalidDataException e) {
            throw new ProtocolViolation(e.getCloseCode());
        }
    }

    /**
     * Refuses the first part of a text early when it cannot become UTF-8 any more.
     *
     * @throws ProtocolViolation 1007
     */
    static void checkBeginning(byte[] utf8) throws ProtocolViolation {
        if (!Charsetfunctions.isValidUTF8(ByteBuffer.wrap(utf8))) {
            throw new ProtocolViolation(CloseCode.INVALID_UTF8);
        }
    }

    private static boolean isAscii(byte[] bytes, int length) {
        long bits = 0;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            bits |= (long) LONGS.get(bytes, i);
        }
        for (; i < length; i++) {
            bits |= bytes[i];
        }
        return (bits & HIGH_BITS) == 0;
    }
}
