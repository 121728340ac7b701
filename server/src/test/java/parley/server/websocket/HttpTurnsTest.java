package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTurnsTest {
    private static final int MOST_WAITING = 92;

    private final HttpTurns turns = new HttpTurns(MOST_WAITING);
    private final List<String> begun = new ArrayList<>();
    private InetAddress busy;
    private InetAddress other;

    @BeforeEach
    void addresses() throws UnknownHostException {
        busy = InetAddress.getByName("192.0.2.1");
        other = InetAddress.getByName("192.0.2.2");
    }

    @Test
    void nobodyWaitsBehindAnotherAddress() {
        enter(busy, 100);
        assertThat(begun).hasSize(HttpTurns.AT_ONCE);
        turns.enter(other, () -> begun.add("other"));
        assertThat(begun).hasSize(HttpTurns.AT_ONCE + 1).endsWith("other");
    }

    @Test
    void onlySoManyMayWait() {
        enter(busy, HttpTurns.AT_ONCE + MOST_WAITING);
        assertThat(turns.enter(busy, () -> begun.add("too many"))).isFalse();
        assertThat(turns.enter(other, () -> begun.add("other"))).isTrue();
        turns.leave(busy);
        assertThat(turns.enter(busy, () -> begun.add("now"))).isTrue();
        assertThat(begun).doesNotContain("too many");
    }

    @Test
    void thoseWhoWaitComeInTheirOrderOnePerLeaving() {
        enter(busy, 20);
        for (int i = 0; i < 20; i++) {
            assertThat(begun).hasSize(Math.min(20, HttpTurns.AT_ONCE + i));
            turns.leave(busy);
        }
        assertThat(begun)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(Integer::toString).toList());
        assertThat(turns.addresses()).isZero();
    }

    @Test
    void whoHasGoneMeanwhileIsPassedOver() {
        enter(busy, HttpTurns.AT_ONCE);
        for (int i = 0; i < 5; i++) {
            turns.enter(busy, () -> false);
        }
        turns.enter(busy, () -> begun.add("patient"));
        turns.leave(busy);
        assertThat(begun).hasSize(HttpTurns.AT_ONCE + 1).endsWith("patient");
    }

    @Test
    void whoHasGoneBeforeItsTurnTakesNone() {
        turns.enter(busy, () -> false);
        assertThat(turns.addresses()).isZero();
        assertThatThrownBy(() -> turns.leave(busy)).isInstanceOf(IllegalStateException.class);
    }

    private void enter(InetAddress address, int count) {
        for (int i = 0; i < count; i++) {
            String name = Integer.toString(i);
            assertThat(turns.enter(address, () -> begun.add(name))).isTrue();
        }
    }
}
