package parley.server.store;

/**
 * The newest position of a room that the asking node holds. It lets the store notice lost writes: a store that is
 * behind it, or has another timestamp at the same number, has forgotten what was acknowledged.
 *
 * @param epoch the epoch in which {@code seq} counts
 * @param seq 0 or more
 * @param timestampMs the timestamp of the event {@code seq}, milliseconds since 1970 UTC; ignored when {@code seq} is 0
 */
public record Known(String epoch, long seq, long timestampMs) {}
