package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.ExpectedLogs;
import redis.clients.jedis.Jedis;

/** What a store says of the Redis that it finds. */
@ExpectedLogs({"Lane", "Subscriber"})
final class StartIT {

    @RegisterExtension
    final RedisExtension redis = new RedisExtension();

    private RedisStore start(RedisAddress address) {
        return RedisStore.open(new RedisStoreSettings(address, "n1", 1_000, () -> false, InstantSource.system()));
    }

    @Test
    void newRedisGetsADataSetThatStays() {
        String first;
        try (RedisStore store = redis.open("n1")) {
            first = store.state().dataSetId();
            assertThat(first).hasSize(16);
            assertThat(store.state().durable()).isTrue();
            assertThat(store.state().durabilityKnown()).isTrue();
            assertThat(store.state().notDurableBecause()).isNull();
            assertThat(store.state().reachable()).isTrue();
            assertThat(store.state().usedMemoryBytes()).isPositive();
            assertThat(store.state().loadedFraction()).isEqualTo(1);
        }
        try (RedisStore store = redis.open("n2");
                Jedis jedis = redis.server().jedis()) {
            assertThat(store.state().dataSetId()).isEqualTo(first);
            assertThat(jedis.hget("parley:meta", "schema")).isEqualTo("1");
            assertThat(jedis.hget("parley:meta", "partitions")).isEqualTo("256-crc32c");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "schema, 2, newer Parley (schema 2",
        "schema, x, the field schema of parley:meta",
        "schema, 0, the field schema of parley:meta",
        "partitions, 512, partitions that this",
        "id, short, identity of the data is damaged"
    })
    void dataOfAnotherVersionIsRefusedAndNotTouched(String field, String value, String message) {
        redis.open("n1").close();
        try (Jedis jedis = redis.server().jedis()) {
            jedis.hset("parley:meta", field, value);
            long keys = jedis.dbSize();
            try (RedisStore store = start(redis.address())) {
                assertThatThrownBy(() -> store.awaitReady(20_000))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining(message)
                        .matches(e -> ((StoreException) e).lasting());
            }
            assertThat(jedis.dbSize()).isEqualTo(keys);
        }
    }

    @Test
    void dataWithoutIdentityIsRefused() {
        redis.open("n1").close();
        try (Jedis jedis = redis.server().jedis()) {
            jedis.hdel("parley:meta", "id");
        }
        try (RedisStore store = start(redis.address())) {
            assertThatThrownBy(() -> store.awaitReady(20_000)).hasMessageContaining("Restore a backup");
        }
    }

    @Test
    void nobodyThereIsSaidAndWhereItWas() throws InterruptedException {
        redis.server().kill();
        try (RedisStore store = start(redis.address())) {
            assertThatThrownBy(() -> store.awaitReady(300))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("Redis at " + redis.address() + " does not answer. Start it, or check the address.");
            assertThat(store.state().reachable()).isFalse();
            assertThat(store.state().durable()).isFalse();
        }
    }

    @Test
    void storeThatStartsBeforeRedisBecomesReady() throws Exception {
        redis.server().kill();
        try (RedisStore store = start(redis.address())) {
            redis.server().start();
            store.awaitReady(20_000);
            assertThat(new RoomDriver(store, "lobby").say("one").seq()).isEqualTo(1);
        }
    }

    @Test
    void wrongPasswordIsSaidAtOnceAndARightOneWorks() {
        try (Jedis jedis = redis.server().jedis()) {
            jedis.configSet("requirepass", "right");
            RedisAddress here = redis.address();
            for (String password : new String[] {null, "wrong"}) {
                try (RedisStore store = start(new RedisAddress(here.host(), here.port(), null, password, false))) {
                    assertThatThrownBy(() -> store.awaitReady(20_000))
                            .hasMessageContaining("does not accept the password");
                }
            }
            try (RedisStore store = start(RedisAddress.parse("redis://:right@127.0.0.1:" + here.port()))) {
                store.awaitReady(20_000);
            }
            jedis.auth("right");
            jedis.configSet("requirepass", "");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "appendonly,       no,          Set appendonly yes",
        "appendfsync,      no,          Set appendfsync",
        "maxmemory-policy, allkeys-lru, Set maxmemory-policy noeviction",
    })
    void volatileRedisIsNoticedAlsoWhileRunning(String setting, String value, String problem) {
        try (RedisStore store = redis.open("n1");
                Jedis jedis = redis.server().jedis()) {
            jedis.configSet(setting, value);

            Awaitility.await().until(() -> !store.state().durable());

            assertThat(store.state().notDurableBecause()).contains(problem);
            assertThat(store.state().durabilityKnown()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"-config, true", "-info, false"})
    void redisThatWillNotSayIsNotKnownToBeDurable(String forbidden, boolean durable) {
        try (Jedis jedis = redis.server().jedis()) {
            jedis.aclSetUser("shy", "on", ">pw", "~*", "&*", "+@all", forbidden);
            RedisAddress here = redis.address();
            try (RedisStore store = start(new RedisAddress(here.host(), here.port(), "shy", "pw", false))) {
                store.awaitReady(20_000);
                // INFO alone is enough to know of the append-only file and of eviction.
                assertThat(store.state().durable()).isEqualTo(durable);
                assertThat(store.state().durabilityKnown()).isEqualTo(durable);
                assertThat(new RoomDriver(store, "lobby").say("one").seq()).isEqualTo(1);
            }
        }
    }
}
