package parley.server.embedded;

/**
 * How often a store that ends by itself is started again.
 *
 * @param quickDeaths so many ends in a row, each sooner than {@code quickMs} after everything was loaded, and it is
 *     given up
 * @param quickMs a run of this length counts as a good one and starts the count anew
 * @param firstDelayMs the pause before the first restart; doubled for each quick end
 */
public record RestartPolicy(int quickDeaths, long quickMs, long firstDelayMs) {

    /** Gives up after about six seconds of trying. */
    public static final RestartPolicy DEFAULT = new RestartPolicy(6, 10_000, 200);

    /** The pause before the next start, when {@code quickEnds} runs in a row have been quick. */
    long delayMs(int quickEnds) {
        return firstDelayMs << Math.min(Math.max(0, quickEnds - 1), 16);
    }
}
