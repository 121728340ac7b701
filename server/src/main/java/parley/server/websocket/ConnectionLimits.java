package parley.server.websocket;

import parley.model.Limit;
import parley.server.limit.Bound;
import parley.server.limit.Limits;

/**
 * Bounds for one WebSocket connection.
 *
 * @param maxMessageBytes one message, over all its fragments (1009)
 * @param maxFragments frames of one message (1009)
 * @param queueLimitBytes output that may wait (4001)
 * @param sendBufferBytes what the kernel may hold beyond that; more would hide slow readers from the bound
 * @param binary whether binary messages are taken; else they are refused (1003)
 * @param times the durations
 */
public record ConnectionLimits(
        int maxMessageBytes, int maxFragments, int queueLimitBytes, int sendBufferBytes, boolean binary, Times times) {
    /**
     * Durations of one connection.
     *
     * @param pingMs between pings, on average; each is up to a tenth earlier, so that connections made together spread
     * @param silenceMs without one byte from the peer until it counts as gone (4002)
     * @param closeWaitMs at most this long for writing what is queued before a close, and again for the peer's answer
     */
    public record Times(long pingMs, long silenceMs, long closeWaitMs) {}

    /** As the protocol and the operator want it: text only, a send buffer of 64 KiB, 2 s to close. */
    public static ConnectionLimits of(Limits limits) {
        return new ConnectionLimits(
                Limit.CLIENT_MESSAGE_BYTES.value(),
                limits.amount(Bound.FRAGMENTS),
                limits.amount(Bound.QUEUE_BYTES),
                64 * 1_024,
                false,
                new Times(Limit.HEARTBEAT_MS.value(), Limit.SILENCE_MS.value(), 2_000));
    }
}
