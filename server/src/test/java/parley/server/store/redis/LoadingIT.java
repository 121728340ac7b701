package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import parley.server.ExpectedLogs;
import parley.server.store.Append;
import parley.server.store.EventKind;

/** A Redis that is still reading its files. */
@ExpectedLogs({"Lane", "Subscriber"})
final class LoadingIT {

    private static final int MESSAGES = 3_000;
    private static final int ROOMS = 500;

    @RegisterExtension
    final RedisExtension redis = new RedisExtension();

    @Test
    void storeSaysHowFarTheLoadingIsAndIsReadyAfterIt() throws Exception {
        try (RedisStore store = redis.open("n1")) {
            CountDownLatch stored = new CountDownLatch(MESSAGES);
            for (int i = 0; i < MESSAGES; i++) {
                // Messages to one room would share a command, and be read too soon.
                String room = "room" + i % ROOMS;
                Append append = new Append(room, EventKind.MESSAGE, "u_a", "A", "r" + i, 0, "text", null, false);
                store.roomLog().append(append, Runnable::run, result -> stored.countDown());
            }
            assertThat(stored.await(20, TimeUnit.SECONDS)).isTrue();
        }
        redis.server().kill();
        // While it loads, Redis looks at its clients every 1,024 commands: about twice a second with this delay.
        redis.server().with("--key-load-delay", "400").startOnly();
        try (RedisStore store = RedisStore.open(
                new RedisStoreSettings(redis.address(), "n2", 1_000, () -> false, InstantSource.system()))) {
            Awaitility.await().until(() -> store.state().loadedFraction() < 1);
            assertThat(store.state().reachable()).isFalse();
            assertThatThrownBy(() -> store.awaitReady(1))
                    .hasMessageContaining("is loading its data")
                    .matches(e -> !((StoreException) e).lasting());

            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> store.state().reachable());

            store.awaitReady(20_000);
            assertThat(store.state().loadedFraction()).isEqualTo(1);
            assertThat(new RoomDriver(store, "room0").newest(1).newestSeq()).isEqualTo(MESSAGES / ROOMS);
        }
    }
}
