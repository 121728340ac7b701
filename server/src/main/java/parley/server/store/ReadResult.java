package parley.server.store;

import java.util.List;

/** The answer to a {@link Read}. */
public sealed interface ReadResult {

    /**
     * A part of a room's log. A room without events, existing or not, is answered with newest 0 and no events.
     *
     * @param epoch the room's epoch
     * @param newestSeq the number of the newest event, 0 in an empty room
     * @param newestTimestampMs its timestamp, milliseconds since 1970 UTC; 0 in an empty room
     * @param events what is listed, ascending
     * @param from first number of the range that is answered completely
     * @param to last number of that range; {@code from - 1} when it is empty
     * @param moreBefore whether something that would be listed exists before {@code from}
     * @param moreAfter whether something that would be listed exists after {@code to}
     */
    record Page(
            String epoch,
            long newestSeq,
            long newestTimestampMs,
            List<LogEvent> events,
            long from,
            long to,
            boolean moreBefore,
            boolean moreAfter)
            implements ReadResult {}

    /** The store did not answer in time, or what it holds there is damaged. */
    record Unavailable() implements ReadResult {}
}
