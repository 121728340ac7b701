package parley.server.websocket;

import parley.server.limit.Bound;
import parley.server.limit.Limits;

/**
 * Bounds for request heads, so that half a head costs neither a thread nor memory for long.
 *
 * @param maxBytes first line and header lines together
 * @param deadlineMs from accept, or from a later request's first byte, to the end of the head
 * @param keepAliveMs how long a connection that was given back may wait for the first byte of its next request
 */
record HeadLimits(int maxBytes, long deadlineMs, long keepAliveMs) {
    /** As the operator wants it. */
    static HeadLimits of(Limits limits) {
        return new HeadLimits(
                limits.amount(Bound.HEAD_BYTES), limits.amount(Bound.HEAD_MS), limits.amount(Bound.KEEP_ALIVE_MS));
    }
}
