package parley.server.websocket;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of a request until its head is complete. Empty lines before the first line are skipped (RFC 9112 §2.2). */
final class HeadBuffer {
    private static final byte[] NONE = new byte[0];
    private static final int FIRST_BYTES = 512;

    private byte[] bytes = NONE;
    private int length;
    private int scanned;
    private int lineStart;

    /** Takes all that the buffer holds. */
    void add(ByteBuffer in) {
        while (length == 0 && in.hasRemaining() && isLineEnd(in.get(in.position()))) {
            in.get();
        }
        int more = in.remaining();
        if (more > 0) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(FIRST_BYTES, Math.max(length + more, 2 * length)));
            }
            in.get(bytes, length, more);
            length += more;
        }
    }

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /** Where the head ends, its empty line included; -1 when it is not complete. Looks at each byte once. */
    int headEnd() {
        while (scanned < length) {
            if (bytes[scanned++] == '\n') {
                int lineLength = scanned - 1 - lineStart;
                boolean emptyLine = lineLength == 0 || (lineLength == 1 && bytes[lineStart] == '\r');
                lineStart = scanned;
                if (emptyLine) {
                    return scanned;
                }
            }
        }
        return -1;
    }

    /** False as soon as it is clear that this is no HTTP/1 request, for example the first byte of TLS. */
    boolean mayBeHttp() {
        return length == 0 || (bytes[0] > ' ' && bytes[0] < 0x7f);
    }

    /** The array behind, valid up to {@link #length()}. */
    byte[] array() {
        return bytes;
    }

    /** A copy of what begins there. */
    byte[] from(int start) {
        return Arrays.copyOfRange(bytes, start, length);
    }

    private static boolean isLineEnd(byte b) {
        return b == '\r' || b == '\n';
    }
}
