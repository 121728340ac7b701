package parley.server.chat;

/** Notices a client that goes on asking without ever pausing as long as it was told (close code 4005). One thread. */
final class FloodGuard {
    private static final int MAX_REQUESTS = 100;
    private static final long MAX_MS = 30_000;

    private long sinceMs;
    private long lastMs;
    private long pauseMs;
    private int requests;

    /**
     * Counts a request that is refused for its rate.
     *
     * @param nowMs any clock in milliseconds
     * @param retryAfterMs the pause that the client is asked for now
     * @return true when it is time to close the connection
     */
    boolean refused(long nowMs, long retryAfterMs) {
        if (requests == 0 || nowMs - lastMs >= pauseMs) {
            requests = 0;
            sinceMs = nowMs;
        }
        requests++;
        lastMs = nowMs;
        pauseMs = retryAfterMs;
        return requests >= MAX_REQUESTS && nowMs - sinceMs >= MAX_MS;
    }
}
