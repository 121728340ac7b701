package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import parley.server.store.Append;
import parley.server.store.EventKind;
import redis.clients.jedis.Jedis;

/** What a message costs in Redis' memory, retry key and everything included. */
final class MemoryIT {

    private static final int MESSAGES = 50_000;
    private static final int IN_FLIGHT = 1_000;
    private static final int LIMIT_BYTES = 350;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @Test
    void messageOfAHundredCharactersTakesAtMost350Bytes() throws InterruptedException {
        try (RedisStore store = REDIS.open("n1");
                Jedis jedis = REDIS.server().jedis()) {
            long before = usedMemory(jedis);
            Semaphore inFlight = new Semaphore(IN_FLIGHT);
            long start = System.nanoTime();
            for (int i = 0; i < MESSAGES; i++) {
                Append append = new Append(
                        "lobby",
                        EventKind.MESSAGE,
                        "u_ABCDEFGHIJKLMN" + (10 + i % 50),
                        "David Kim",
                        UUID.randomUUID().toString(),
                        0,
                        "%0100d".formatted(i),
                        null,
                        false);
                inFlight.acquire();
                store.roomLog().append(append, Runnable::run, result -> inFlight.release());
            }
            inFlight.acquire(IN_FLIGHT);
            double seconds = (System.nanoTime() - start) / 1e9;

            long bytes = (usedMemory(jedis) - before) / MESSAGES;

            System.out.printf(
                    "memory per 100-character message: %d bytes; %.0f appends/s%n", bytes, MESSAGES / seconds);
            assertThat(new RoomDriver(store, "lobby").newest(1).newestSeq()).isEqualTo(MESSAGES);
            assertThat(bytes).isBetween(100L, (long) LIMIT_BYTES);
        }
    }

    private static long usedMemory(Jedis jedis) {
        return jedis.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
