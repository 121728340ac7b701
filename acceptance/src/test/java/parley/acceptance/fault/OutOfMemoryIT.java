package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.acceptance.rig.Rounds;
import parley.acceptance.rig.Seed;
import redis.clients.jedis.Jedis;

/**
 * Redis has no memory left while people write: writes are answered {@code storage_full}, reading goes on, everybody stays
 * connected, and soon after the limit is raised everything is as before.
 */
class OutOfMemoryIT {
    private static final long LIVE_MS = Rounds.LONG ? 10_000 : 60_000;
    private static final int WRITES = 500;
    private static final int READS = 20;

    @Test
    void whoeverIsConnectedOutlastsAStoreWithoutMemory() throws Exception {
        Random random = new Random(Seed.of(OutOfMemoryIT.class));
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess server = ParleyServerProcess.start("--redis", redis.url(), "--rate-limits", "off");
                Jedis jedis = new Jedis("127.0.0.1", redis.port());
                People people = new People(server, random)) {
            people.write();
            people.awaitAcked(WRITES);

            long usedBytes = usedBytes(jedis);
            jedis.configSet("maxmemory", Long.toString(usedBytes / 2));
            people.awaitTrouble("full");
            assertThat(people.putOff()).containsExactly("storage_full");
            long acked = people.acked();
            for (int i = 0; i < READS; i++) {
                assertThat(people.readsHistory()).isEqualTo("ok");
            }
            assertThat(people.acked()).isEqualTo(acked);
            people.areStillConnected();

            jedis.configSet("maxmemory", Long.toString(usedBytes * 10));
            People.LiveAgain live = people.awaitLive();
            people.awaitAcked(WRITES);
            people.areWhole();
            System.out.printf(
                    "limit raised, live again after %d ms (everybody after %d ms), %d acknowledged writes%n",
                    live.firstMs(), live.everybodyMs(), people.acked());
            assertThat(live.firstMs()).isLessThan(LIVE_MS);
        }
    }

    private static long usedBytes(Jedis jedis) {
        return jedis.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length())))
                .findFirst()
                .orElseThrow();
    }
}
