package parley.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long MS = 1_000_000;

    @Test
    void aBurstIsAllowedAndThenOneByOne() {
        RateLimit limit = new RateLimit(10, 3, 0);
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
        RateLimit limit = new RateLimit(1, 1, 0);
        assertThat(limit.take(0)).isZero();
        limit.giveBack();
        assertThat(limit.take(0)).isZero();
    }

    @Test
    void zeroMeansNoLimit() {
        RateLimit limit = new RateLimit(0, 1, 0);
        for (int i = 0; i < 10_000; i++) {
            assertThat(limit.take(0)).isZero();
        }
    }

    @Test
    void whoNeverPausesIsClosedAfterThirtySecondsAndAHundredRequests() {
        FloodGuard guard = new FloodGuard();
        for (int i = 0; i < 99; i++) {
            assertThat(guard.refused(i * 400L, 500)).isFalse();
        }
        assertThat(guard.refused(99 * 400L, 500)).isTrue();
    }

    @Test
    void onePauseAsLongAsAskedStartsTheCountAnew() {
        FloodGuard guard = new FloodGuard();
        for (int i = 0; i < 99; i++) {
            guard.refused(i * 400L, 500);
        }
        assertThat(guard.refused(98 * 400L + 500, 500)).isFalse();
    }
}
