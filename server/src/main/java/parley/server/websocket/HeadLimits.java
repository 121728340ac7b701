package parley.server.websocket;

/**
 * Bounds for request heads, so that half a head costs neither a thread nor memory for long.
 *
 * @param maxBytes first line and header lines together
 * @param deadlineMs from accept, or from a later request's first byte, to the end of the head
 * @param keepAliveMs how long a connection that was given back may wait for the first byte of its next request
 */
public record HeadLimits(int maxBytes, long deadlineMs, long keepAliveMs) {
    /** 16 KiB, 10 s, 60 s. */
    public static HeadLimits defaults() {
        return new HeadLimits(16 * 1_024, 10_000, 60_000);
    }
}
