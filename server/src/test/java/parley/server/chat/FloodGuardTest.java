package parley.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloodGuardTest {
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
