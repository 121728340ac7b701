package parley.server.http;

import java.util.Arrays;

/**
 * The bytes that a loop has read, parted into the head of one request and what came behind it. The head ends where
 * HttpCore ends it (lines end with LF, a CR before it does not count, empty lines before the first one are skipped), so
 * that both always speak of the same bytes.
 *
 * @param head the head with its empty line
 * @param rest what follows: a body, or the next request
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record HeadAndRest(byte[] head, byte[] rest) {

    /**
     * Finds the end of the head.
     *
     * @throws IllegalArgumentException when there is none
     */
    static HeadAndRest in(byte[] bytes) {
        boolean started = false;
        int lineStart = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            int length = i - lineStart - (i > lineStart && bytes[i - 1] == '\r' ? 1 : 0);
            if (length == 0 && started) {
                return new HeadAndRest(
                        Arrays.copyOfRange(bytes, 0, i + 1), Arrays.copyOfRange(bytes, i + 1, bytes.length));
            }
            started |= length > 0;
            lineStart = i + 1;
        }
        throw new IllegalArgumentException("A request head without an end was handed over");
    }
}
