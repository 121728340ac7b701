package parley.model;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times on the wire: ISO-8601 UTC with milliseconds, as JavaScript's {@code new Date().toJSON()} writes them. */
public final class Timestamp {
    private Timestamp() {}

    /**
     * The text for a time. Digit by digit, because each message has one or two of them, and a formatter costs ten times as
     * much.
     *
     * @param epochMs milliseconds since 1970-01-01T00:00:00Z; years 0 to 9999
     */
    public static String format(long epochMs) {
        int ms = (int) Math.floorMod(epochMs, 1_000L);
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(epochMs, 1_000L), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        digits(digits(text, time.getYear() / 100), time.getYear() % 100).append('-');
        digits(text, time.getMonthValue()).append('-');
        digits(text, time.getDayOfMonth()).append('T');
        digits(text, time.getHour()).append(':');
        digits(text, time.getMinute()).append(':');
        digits(text, time.getSecond()).append('.');
        digits(text, ms / 10).append((char) ('0' + ms % 10)).append('Z');
        return text.toString();
    }

    private static StringBuilder digits(StringBuilder text, int two) {
        return text.append((char) ('0' + two / 10)).append((char) ('0' + two % 10));
    }

    /**
     * Milliseconds since 1970-01-01T00:00:00Z.
     *
     * @throws java.time.format.DateTimeParseException when {@code text} is no ISO-8601 instant
     */
    public static long parse(String text) {
        return Instant.parse(text).toEpochMilli();
    }
}
