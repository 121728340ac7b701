package parley.client;

import java.util.random.RandomGenerator;

/** Work that is tried again later on the same connection; what waits when that ends is forgotten. On the client's thread. */
final class Retries {
    private static final long LEAST_MS = 500;
    private static final long MOST_MS = 2_000;

    private final Loop loop;
    private final RandomGenerator random;
    private long connection;

    Retries(Loop loop, RandomGenerator random) {
        this.loop = loop;
        this.random = random;
    }

    /** Runs {@code task} after {@code retryAfterMs}, or after a short random while when the server named no time. */
    void later(long retryAfterMs, Runnable task) {
        long asked = connection;
        loop.schedule(retryAfterMs > 0 ? retryAfterMs : random.nextLong(LEAST_MS, MOST_MS), () -> {
            if (asked == connection) {
                task.run();
            }
        });
    }

    /** The connection ended. */
    void lost() {
        connection++;
    }
}
