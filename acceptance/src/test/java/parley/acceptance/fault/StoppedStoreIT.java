package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.acceptance.rig.Rounds;
import parley.acceptance.rig.Seed;

/**
 * Redis is stopped by SIGSTOP while people write: it answers nobody, and its connections stay. Writes and reads are answered
 * {@code unavailable}, everybody stays connected, and soon after it goes on everything is as before.
 */
class StoppedStoreIT {
    private static final Duration STOPPED = Duration.ofSeconds(Rounds.LONG ? 60 : 10);
    private static final long LIVE_MS = Rounds.LONG ? 5_000 : 30_000;
    private static final int WRITES = 500;

    @Test
    void whoeverIsConnectedOutlastsAStoppedStore() throws Exception {
        Random random = new Random(Seed.of(StoppedStoreIT.class));
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess server = ParleyServerProcess.start("--redis", redis.url(), "--rate-limits", "off")
                        .expectsOutages();
                People people = new People(server, random)) {
            people.write();
            people.awaitAcked(WRITES);

            redis.stop();
            long stopped = System.nanoTime();
            people.awaitTrouble("unavailable");
            assertThat(people.putOff()).containsExactly("unavailable");
            assertThat(people.readsHistory()).isEqualTo("unavailable");
            long acked = people.acked();
            Awaitility.await().atMost(STOPPED.multipliedBy(2)).until(() -> stoppedFor(stopped));
            assertThat(people.acked()).isEqualTo(acked);
            people.areStillConnected();

            redis.goOn();
            People.LiveAgain live = people.awaitLive();
            people.awaitAcked(WRITES);
            assertThat(people.readsHistory()).isEqualTo("ok");
            people.areWhole();
            System.out.printf(
                    "stopped for %d s, live again after %d ms (everybody after %d ms), %d acknowledged writes%n",
                    STOPPED.toSeconds(), live.firstMs(), live.everybodyMs(), people.acked());
            assertThat(live.firstMs()).isLessThan(LIVE_MS);
        }
    }

    private static boolean stoppedFor(long nanos) {
        return System.nanoTime() - nanos > STOPPED.toNanos();
    }
}
