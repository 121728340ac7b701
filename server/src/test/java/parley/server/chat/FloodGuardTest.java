package parley.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloodGuardTest {
    private static final long RETRY_MS = 500;
    private static final long STEP_MS = 400;

    private final FloodGuard guard = new FloodGuard();

    @Test
    void whoNeverPausesIsClosedAfterThirtySecondsAndAHundredRequests() {
        refuse(99);
        assertThat(isRefusedForTheLastTime(99 * STEP_MS, 0)).isTrue();
    }

    @Test
    void onePauseAsLongAsAskedStartsTheCountAnew() {
        refuse(99);
        assertThat(isRefusedForTheLastTime(98 * STEP_MS + RETRY_MS, 0)).isFalse();
    }

    @Test
    void whatCameWhileNothingWasReadIsNoPause() {
        refuse(99);
        long now = 98 * STEP_MS + 10 * RETRY_MS;
        assertThat(isRefusedForTheLastTime(now, now)).isTrue();
    }

    @Test
    void retriesOfWhatIsDoneAreNoFlood() {
        for (int i = 0; i < 200; i++) {
            guard.over(i * STEP_MS, 0, RETRY_MS);
        }
        assertThat(guard.refused(200 * STEP_MS)).isFalse();
    }

    @Test
    void readingPausesAfterEveryBurst() {
        for (int i = 1; i <= 3 * FloodGuard.REFUSED_BETWEEN_PAUSES; i++) {
            assertThat(guard.over(i, 0, 1_000)).isEqualTo(i % FloodGuard.REFUSED_BETWEEN_PAUSES == 0 ? 500 : 0);
        }
    }

    @Test
    void noPauseIsLongerThanAPeerMayBeSilent() {
        for (int i = 1; i < FloodGuard.REFUSED_BETWEEN_PAUSES; i++) {
            guard.over(i, 0, 3_600_000);
        }
        assertThat(guard.over(FloodGuard.REFUSED_BETWEEN_PAUSES, 0, 3_600_000)).isEqualTo(5_000);
    }

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(isRefusedForTheLastTime(i * STEP_MS, 0)).isFalse();
        }
    }

    private boolean isRefusedForTheLastTime(long nowMs, long readingSinceMs) {
        guard.over(nowMs, readingSinceMs, RETRY_MS);
        return guard.refused(nowMs);
    }
}
