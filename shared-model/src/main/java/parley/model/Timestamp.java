package parley.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times on the wire: ISO-8601 UTC with milliseconds, as JavaScript's {@code new Date().toJSON()} writes them. */
public final class Timestamp {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamp() {}

    /**
     * The text for a time.
     *
     * @param epochMs milliseconds since 1970-01-01T00:00:00Z
     */
    public static String format(long epochMs) {
        return FORMAT.format(Instant.ofEpochMilli(epochMs));
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
