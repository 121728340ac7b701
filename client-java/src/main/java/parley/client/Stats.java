package parley.client;

/**
 * Counters since the client was built.
 *
 * @param roundTripMs milliseconds between the last request and its answer; -1 before the first
 * @param connects hellos that were welcomed
 * @param resumes rooms that were resumed from a position
 * @param gapsFound ranges that were missing
 * @param gapsFilled ranges that were missing and were loaded
 * @param duplicates events that came again and were suppressed
 * @param stored own messages, edits and deletions that reached the log
 */
public record Stats(
        long roundTripMs, long connects, long resumes, long gapsFound, long gapsFilled, long duplicates, long stored) {}
