package parley.server.chat;

/**
 * Slows a client down that asks for more than its rates allow, and notices one that goes on without ever pausing as long as
 * it was told (close code 4005). One thread; the clock is any in milliseconds.
 */
final class FloodGuard {
    /** A burst is refused at once, request by request; a flood costs the server no more than this between two pauses. */
    static final int REFUSED_BETWEEN_PAUSES = 32;

    /** Meanwhile nobody would notice that the client has gone. */
    private static final long MOST_PAUSE_MS = 5_000;

    private static final int MAX_REQUESTS = 100;
    private static final long MAX_MS = 30_000;

    private long sinceMs;
    private long lastMs;
    private long askedMs;
    private int sincePause;
    private int requests;

    /**
     * Hears of a request that is over a rate, before it is known whether it is refused: it may be a retry of one that was
     * done, which is always answered.
     *
     * @param readingSinceMs when reading from the client began or was resumed
     * @param retryAfterMs the pause that the client is asked for, should it be refused
     * @return for how long nothing should be read from the client now; mostly 0
     */
    long over(long nowMs, long readingSinceMs, long retryAfterMs) {
        // Half of what was asked for, the client is not read from. What waited meanwhile comes in the moment in which
        // reading is resumed, which may be late: then the silence was ours.
        boolean paused = nowMs - lastMs >= askedMs && nowMs - readingSinceMs >= askedMs / 4;
        if (paused) {
            requests = 0;
            sincePause = 0;
        }
        if (requests == 0) {
            sinceMs = nowMs;
        }
        lastMs = nowMs;
        askedMs = retryAfterMs;
        if (++sincePause < REFUSED_BETWEEN_PAUSES) {
            return 0;
        }
        sincePause = 0;
        return Math.min(MOST_PAUSE_MS, retryAfterMs / 2);
    }

    /** Counts one that is refused; returns true when it is time to close the connection. */
    boolean refused(long nowMs) {
        requests++;
        return requests >= MAX_REQUESTS && nowMs - sinceMs >= MAX_MS;
    }
}
