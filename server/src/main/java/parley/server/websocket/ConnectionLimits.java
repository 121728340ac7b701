package parley.server.websocket;

import parley.model.Limit;

/**
 * Bounds for one WebSocket connection.
 *
 * @param maxMessageBytes one message, over all its fragments (1009)
 * @param maxFragments frames of one message (1009)
 * @param queueLimitBytes output that may wait (4001)
 * @param sendBufferBytes what the kernel may hold beyond that; more would hide slow readers from the bound
 * @param times the durations
 */
public record ConnectionLimits(
        int maxMessageBytes, int maxFragments, int queueLimitBytes, int sendBufferBytes, Times times) {
    /**
     * Durations of one connection.
     *
     * @param pingMs between pings, on average; each is up to a tenth earlier, so that connections made together spread
     * @param silenceMs without one byte from the peer until it counts as gone (4002)
     * @param closeWaitMs at most this long for writing what is queued before a close, and again for the peer's answer
     */
    public record Times(long pingMs, long silenceMs, long closeWaitMs) {}

    /** 64 KiB in 256 fragments, 1 MiB, 64 KiB; ping 25 s, silence 35 s, close 2 s. */
    public static ConnectionLimits defaults() {
        return new ConnectionLimits(
                Limit.CLIENT_MESSAGE_BYTES.value(),
                256,
                1_024 * 1_024,
                64 * 1_024,
                new Times(Limit.HEARTBEAT_MS.value(), Limit.SILENCE_MS.value(), 2_000));
    }
}
