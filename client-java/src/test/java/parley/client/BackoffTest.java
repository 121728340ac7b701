package parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final long SEED = 42;
    private final Backoff backoff = Backoff.fullJitter(500, 30_000, new SplittableRandom(SEED));

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "6, 16000", "7, 30000", "8, 30000", "1000, 30000"})
    void jitterUsesTheWholeRangeUpToTheCapAndNoMore(int failures, long capMs) {
        long[] delays =
                LongStream.range(0, 10_000).map(i -> backoff.delayMs(failures)).toArray();
        assertThat(LongStream.of(delays).max().orElseThrow()).isBetween(capMs * 98 / 100, capMs);
        assertThat(LongStream.of(delays).min().orElseThrow()).isBetween(0L, capMs / 50);
        assertThat(LongStream.of(delays).average().orElseThrow()).isBetween(capMs * 0.48, capMs * 0.52);
    }
}
