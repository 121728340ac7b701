package parley.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    private static final long MS = 1_000_000;
    private static final Bound BOUND = Bound.MESSAGES_PER_PERSON;

    private static RateLimit rate(String quantity) {
        return Limits.with(Map.of(BOUND, Quantity.parse(quantity).orElseThrow()), true)
                .rate(BOUND, 0);
    }

    @Test
    void aBurstIsAllowedAndThenOneByOne() {
        RateLimit limit = rate("3+10/s");
        assertThat(limit.take(0)).isZero();
        assertThat(limit.take(0)).isZero();
        assertThat(limit.take(0)).isZero();
        long retryAfterMs = limit.take(0);
        assertThat(retryAfterMs).isBetween(100L, 101L);
        assertThat(limit.take((retryAfterMs - 2) * MS)).isPositive();
        assertThat(limit.take(retryAfterMs * MS)).isZero();
    }

    @Test
    void aDuplicateIsFree() {
        RateLimit limit = rate("1+1/s");
        assertThat(limit.take(0)).isZero();
        limit.giveBack(1);
        assertThat(limit.take(0)).isZero();
    }

    @Test
    void zeroMeansNoLimit() {
        RateLimit limit = rate("0");
        for (int i = 0; i < 10_000; i++) {
            assertThat(limit.take(0)).isZero();
        }
    }

    @Test
    void manyAtOnceAreTakenAllOrNotAtAll() {
        RateLimit limit = rate("100+10/s");
        assertThat(limit.take(0, 90)).isZero();
        assertThat(limit.take(0, 20)).isBetween(1_000L, 1_001L);
        assertThat(limit.take(0, 10)).isZero();
        assertThat(limit.take(0, 1)).isPositive();
        assertThat(limit.take(0, 101)).as("more than the burst").isPositive();
    }

    @Test
    void aDaysRateIsSpreadOverTheDay() {
        RateLimit limit = rate("1+2/d");
        assertThat(limit.take(0)).isZero();
        long half = 43_200_000;
        assertThat(limit.take((half - 1) * MS)).isPositive();
        assertThat(limit.take(half * MS)).isZero();
    }

    @Test
    void largestQuantitiesDoNotOverflow() {
        RateLimit limit = rate("999999999+1/d");
        assertThat(limit.take(0, 999_999_999)).isZero();
        assertThat(limit.take(0, 999_999_999)).isPositive();
    }

    @Test
    void whoWantsMoreIsCounted() {
        Limits limits = Limits.with(Map.of(BOUND, Quantity.of(0)), true);
        limits.rate(BOUND, 0).take(0);
        assertThat(limits.timesReached(BOUND).sum()).isZero();
        Limits narrow = Limits.with(Map.of(BOUND, Quantity.parse("1+1/s").orElseThrow()), true);
        RateLimit rate = narrow.rate(BOUND, 0);
        rate.take(0);
        rate.take(0);
        assertThat(narrow.timesReached(BOUND).sum()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "30+10/s", "1+2/d", "999999999+999999999/s"})
    void aQuantityIsWrittenAsItIsRead(String text) {
        assertThat(Quantity.parse(text).map(Quantity::toString)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "1+", "0+1/s", "1+0/s", "1+1", "1+1/h", "1000000000", "1.5", "1+1/s x"})
    void whatIsNoQuantityIsNotRead(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }
}
