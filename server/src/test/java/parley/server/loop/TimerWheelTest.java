package parley.server.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimerWheelTest {
    private static final long TICK = TimerWheel.TICK_NANOS;
    private static final long ORIGIN = -3_000_000_007L;

    private final TimerWheel wheel = new TimerWheel(ORIGIN);
    private final List<String> ran = new ArrayList<>();

    private int advanceTo(long nanos) {
        return wheel.advance(ORIGIN + nanos, Runnable::run);
    }

    private TimerHandle at(long nanos, String name) {
        return wheel.schedule(ORIGIN + nanos, () -> ran.add(name));
    }

    @ParameterizedTest(name = "a deadline after {0} ns runs at {1} ns and not at {2} ns")
    @CsvSource({
        "1, 16000000, 15999999",
        "16000000, 16000000, 15999999",
        "16000001, 32000000, 31999999",
        "8192000000, 8192000000, 8191999999",
        "8192000001, 8208000000, 8207999999",
        "25000000000, 25008000000, 24999999999",
    })
    void neverRunsEarlyAndAtMostOneTickLate(long deadline, long runsAt, long notAt) {
        at(deadline, "timer");
        advanceTo(notAt);
        assertThat(ran).isEmpty();
        advanceTo(runsAt);
        assertThat(ran).containsExactly("timer");
    }

    @Test
    void runsInTheOrderOfTicksAlsoAfterALongSleep() {
        at(30 * TICK, "third");
        at(2 * TICK, "first");
        at(29 * TICK, "second");
        at(1_000 * TICK, "far");
        assertThat(advanceTo(600 * TICK)).isEqualTo(3);
        assertThat(ran).containsExactly("first", "second", "third");
        assertThat(advanceTo(5_000 * TICK)).isEqualTo(1);
        assertThat(wheel.size()).isZero();
    }

    @Test
    void aCancelledTimerDoesNotRunEvenWhenItsTickHasCome() {
        TimerHandle[] second = new TimerHandle[1];
        wheel.schedule(ORIGIN + TICK, () -> second[0].cancel());
        second[0] = at(TICK, "second");
        TimerHandle third = at(3 * TICK, "third");
        third.cancel();
        third.cancel();
        advanceTo(10 * TICK);
        second[0].cancel();
        assertThat(ran).isEmpty();
        assertThat(wheel.size()).isZero();
    }

    @Test
    void aTimerThatIsSetByATimerRunsInALaterAdvance() {
        wheel.schedule(ORIGIN + TICK, () -> at(0, "again"));
        advanceTo(TICK);
        assertThat(ran).isEmpty();
        assertThat(wheel.nanosToNext(ORIGIN + TICK)).isEqualTo(TICK);
        advanceTo(2 * TICK);
        assertThat(ran).containsExactly("again");
    }

    @Test
    void saysHowLongThereIsNothingToDo() {
        assertThat(wheel.nanosToNext(ORIGIN)).isEqualTo(-1);
        at(5 * TICK, "timer");
        assertThat(wheel.nanosToNext(ORIGIN)).isEqualTo(5 * TICK);
        assertThat(wheel.nanosToNext(ORIGIN + 9 * TICK)).isZero();
    }

    @Test
    void tenThousandRandomTimersAllRunWithinTheirTick() {
        long seed = System.nanoTime();
        System.out.println("TimerWheelTest seed " + seed);
        Random random = new Random(seed);
        Map<Integer, Long> deadlines = new HashMap<>();
        Map<Integer, Long> ranAt = new HashMap<>();
        long[] now = new long[1];
        List<TimerHandle> handles = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int timer = i;
            long deadline = random.nextLong(60_000_000_000L);
            deadlines.put(timer, deadline);
            handles.add(wheel.schedule(ORIGIN + deadline, () -> ranAt.put(timer, now[0])));
        }
        for (int i = 0; i < 1_000; i++) {
            int cancelled = random.nextInt(10_000);
            handles.get(cancelled).cancel();
            deadlines.remove(cancelled);
        }
        long step = 0;
        while (wheel.size() > 0) {
            step = 1 + random.nextLong(3 * TICK);
            now[0] += step;
            advanceTo(now[0]);
        }
        assertThat(ranAt.keySet()).isEqualTo(deadlines.keySet());
        deadlines.forEach(
                (timer, deadline) -> assertThat(ranAt.get(timer)).isBetween(deadline, deadline + TICK + 3 * TICK));
    }
}
