package parley.client;

import java.util.random.RandomGenerator;

/** How long to wait before a reconnect. Called on the client's thread only. */
public interface Backoff {
    /**
     * Milliseconds to wait.
     *
     * @param failures tries in a row that failed, 1 or more
     */
    long delayMs(int failures);

    /**
     * Exponential backoff with full jitter: a random time of 0 to the cap, which doubles with each failure from
     * {@code firstMs} to {@code mostMs}. Full jitter spreads a thousand clients that lost the same server.
     */
    static Backoff fullJitter(long firstMs, long mostMs, RandomGenerator random) {
        return failures -> {
            int doublings = Math.min(Math.max(failures, 1) - 1, 20);
            return random.nextLong(Math.min(mostMs, firstMs << doublings) + 1);
        };
    }
}
