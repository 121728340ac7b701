package parley.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the text of each message of the load says: who wrote it, the how manieth of theirs it is, and when it was due. A text is
 * 100 characters of ASCII or more: {@code b0000017 0000042 000001234567890 xxx…}.
 */
final class Mark {
    static final int LENGTH = 100;
    private static final int SENDER = 7;
    private static final int COUNT = 7;
    private static final int TIME = 15;
    /** {@code "message":"b}: 12 bytes, compared as a long and an int. */
    private static final ByteBuffer START = ByteBuffer.wrap("\"message\":\"b".getBytes(StandardCharsets.US_ASCII));

    private static final long START_LONG = START.getLong(0);
    private static final int START_INT = START.getInt(8);

    private Mark() {}

    /** @param length of the text, at least {@link #LENGTH} */
    static String text(int sender, int count, long dueNanos, int length) {
        String mark = String.format(Locale.ROOT, "b%07d %07d %015d ", sender, count, dueNanos);
        return mark + "x".repeat(length - mark.length());
    }

    /**
     * Finds a mark in an event.
     *
     * @param guess how far from the start it was in the last one; it is looked for there first
     * @return how far from the start it is; -1 when there is none
     */
    static int find(ByteBuffer utf8, int from, int length, int guess) {
        int last = length - START.capacity() - SENDER - COUNT - TIME - 2;
        if (guess <= last && isAt(utf8, from + guess)) {
            return guess;
        }
        for (int at = 0; at <= last; at++) {
            if (isAt(utf8, from + at)) {
                return at;
            }
        }
        return -1;
    }

    static int sender(ByteBuffer utf8, int at) {
        return (int) number(utf8, at + START.capacity(), SENDER);
    }

    static int count(ByteBuffer utf8, int at) {
        return (int) number(utf8, at + START.capacity() + SENDER + 1, COUNT);
    }

    static long dueNanos(ByteBuffer utf8, int at) {
        return number(utf8, at + START.capacity() + SENDER + COUNT + 2, TIME);
    }

    private static boolean isAt(ByteBuffer utf8, int at) {
        return utf8.getLong(at) == START_LONG && utf8.getInt(at + Long.BYTES) == START_INT;
    }

    private static long number(ByteBuffer utf8, int from, int digits) {
        long number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + utf8.get(i) - '0';
        }
        return number;
    }
}
