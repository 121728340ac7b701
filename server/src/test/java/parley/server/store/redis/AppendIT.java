package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.ExpectedLogs;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.AppendResult.Reason;
import parley.server.store.AppendResult.Refused;
import parley.server.store.AppendResult.Stored;
import parley.server.store.AppendResult.Unchanged;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import parley.server.store.Read.Mode;
import parley.server.store.ReadResult.Page;
import redis.clients.jedis.Jedis;

/** What an append answers. */
@ExpectedLogs("AppendExchange")
final class AppendIT {

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private RedisStore store;
    private RoomDriver room;
    private static int rooms;

    @BeforeEach
    void open() {
        store = REDIS.open("n1");
        room = new RoomDriver(store, "append-" + rooms++);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void messagesAreNumberedFromOneInTheEpochOfTheEmptyRoom() {
        String epoch = room.newest(10).epoch();

        Stored first = room.say("one");
        Stored second = room.say("two");

        assertThat(epoch).isEqualTo(store.state().dataSetId());
        assertThat(first.epoch()).isEqualTo(epoch);
        assertThat(first.seq()).isEqualTo(1);
        assertThat(second.seq()).isEqualTo(2);
        assertThat(second.timestampMs()).isGreaterThanOrEqualTo(first.timestampMs());
        Page page = room.newest(10);
        assertThat(page.events()).extracting(LogEvent::text).containsExactly("one", "two");
        assertThat(page.newestTimestampMs()).isEqualTo(second.timestampMs());
    }

    @Test
    void retriedMessageIsStoredOnce() {
        Stored first = (Stored) room.message("u_a", "r1", "hello");
        room.say("another");

        AppendResult again = room.message("u_a", "r1", "hello");

        assertThat(again).isEqualTo(new Stored(first.epoch(), first.seq(), first.timestampMs(), true));
        assertThat(room.newest(10).events()).hasSize(2);
    }

    @Test
    void sameRefWithAnotherContentIsAConflict() {
        room.message("u_a", "r1", "hello");
        Stream.of(room.message("u_a", "r1", "hallo"), room.edit("u_a", "r1", 1, "hello"), room.delete("u_a", "r1", 1))
                .forEach(result -> assertThat(result).isEqualTo(new Refused(Reason.CONFLICT)));
        assertThat(room.message("u_b", "r1", "hello")).isInstanceOf(Stored.class);
    }

    @Test
    void editReplacesTheTextAndIsAnEvent() {
        room.say("one");
        Stored edit = room.change(1, "two");

        LogEvent message = room.newest(10).events().get(0);

        assertThat(edit.seq()).isEqualTo(2);
        assertThat(message.text()).isEqualTo("two");
        assertThat(message.editedMs()).isEqualTo(edit.timestampMs());
        assertThat(message.timestampMs()).isLessThanOrEqualTo(edit.timestampMs());
    }

    @Test
    void deletedMessageIsAStub() {
        room.say("one");
        room.change(1, "two");
        room.delete("u_a", "d", 1);

        LogEvent message = room.newest(10).events().get(0);

        assertThat(message.deleted()).isTrue();
        assertThat(message.text()).isNull();
        assertThat(message.editedMs()).isZero();
        assertThat(message.username()).isEqualTo("Name of u_a");
    }

    @Test
    void writesThatChangeNothingAreUnchangedAndKeepTheirKey() {
        room.say("one");
        assertThat(room.edit("u_a", "same", 1, "one")).isEqualTo(new Unchanged(false));
        assertThat(room.edit("u_a", "same", 1, "one")).isEqualTo(new Unchanged(true));
        room.delete("u_a", "d1", 1);
        assertThat(room.delete("u_a", "d2", 1)).isEqualTo(new Unchanged(false));
        assertThat(room.edit("u_a", "same", 1, "one")).isEqualTo(new Unchanged(true));
        assertThat(room.edit("u_a", "same", 1, "two")).isEqualTo(new Refused(Reason.CONFLICT));
        assertThat(room.newest(10).newestSeq()).isEqualTo(2);
    }

    @Test
    void changesOfWhatIsNotThereOrNotOnesOwnAreRefusedAndLeaveNoKey() {
        room.say("one");
        room.change(1, "two");

        assertThat(room.edit("u_a", "x", 3, "t")).isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(room.edit("u_a", "x", 5000, "t")).isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(room.edit("u_a", "x", 2, "t")).isEqualTo(new Refused(Reason.NOT_FOUND));
        assertThat(room.edit("u_b", "x", 1, "t")).isEqualTo(new Refused(Reason.FORBIDDEN));
        assertThat(room.delete("u_b", "x", 1)).isEqualTo(new Refused(Reason.FORBIDDEN));
        assertThat(room.edit("u_a", "x", 1, "three")).isInstanceOf(Stored.class);
        room.delete("u_a", "d", 1);
        assertThat(room.edit("u_a", "y", 1, "four")).isEqualTo(new Refused(Reason.CONFLICT));
    }

    @Test
    void refusedWriteDoesNotBringARoomIntoBeing() {
        assertThat(room.delete("u_a", "x", 1)).isEqualTo(new Refused(Reason.NOT_FOUND));
        try (var jedis = REDIS.server().jedis()) {
            assertThat(jedis.keys("*append-" + (rooms - 1) + "*")).isEmpty();
        }
    }

    @Test
    void retryIsAnsweredWhateverHasHappenedSince() {
        Stored first = (Stored) room.message("u_a", "r1", "hello");
        Stored edit = (Stored) room.edit("u_a", "e1", 1, "hallo");
        room.delete("u_a", "d1", 1);

        assertThat(room.message("u_a", "r1", "hello"))
                .isEqualTo(new Stored(first.epoch(), 1, first.timestampMs(), true));
        assertThat(room.edit("u_a", "e1", 1, "hallo")).isEqualTo(new Stored(edit.epoch(), 2, edit.timestampMs(), true));
        assertThat(room.newest(10).newestSeq()).isEqualTo(3);
    }

    @Test
    void askedForTheRetryKeyAloneNothingIsWritten() {
        Append ask = new Append(room.name(), EventKind.MESSAGE, "u_a", "A", "r1", 0, "hello", null, true);
        assertThat(RoomDriver.<AppendResult>await(reply -> store.roomLog().append(ask, Runnable::run, reply)))
                .isEqualTo(new Refused(Reason.NEW));
        assertThat(room.newest(10).newestSeq()).isZero();

        Stored first = (Stored) room.message("u_a", "r1", "hello");

        assertThat(RoomDriver.<AppendResult>await(reply -> store.roomLog().append(ask, Runnable::run, reply)))
                .isEqualTo(new Stored(first.epoch(), 1, first.timestampMs(), true));
    }

    @Test
    void segmentsFillWithoutAGap() {
        IntStream.rangeClosed(1, 2_050)
                .forEach(i -> assertThat(room.say("m" + i).seq()).isEqualTo(i));
        room.change(1_024, "edited");
        room.change(1_025, "edited too");

        Page page = room.page(Mode.AROUND, 1_025, 4);

        assertThat(page.events()).extracting(LogEvent::text).containsExactly("m1023", "edited", "edited too", "m1026");
        try (Jedis jedis = REDIS.server().jedis()) {
            RoomKeys keys = new RoomKeys(room.name());
            assertThat(List.of(jedis.llen(keys.segment(0)), jedis.llen(keys.segment(1)), jedis.llen(keys.segment(2))))
                    .containsExactly(1_024L, 1_024L, 4L);
        }
    }

    @Test
    void nodeThatDoesNotKnowTheRoomYetFindsItsSegmentAndKeepsTheOrder() {
        IntStream.rangeClosed(1, 2_050).forEach(i -> room.say("m" + i));
        try (RedisStore fresh = REDIS.open("n2")) {
            List<AppendResult> results = new ArrayList<>();
            CountDownLatch answered = new CountDownLatch(50);
            for (int i = 0; i < 50; i++) {
                Append append =
                        new Append(room.name(), EventKind.MESSAGE, "u_b", "B", "f" + i, 0, "fresh " + i, null, false);
                fresh.roomLog().append(append, Runnable::run, result -> {
                    results.add(result);
                    answered.countDown();
                });
            }
            assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(results)
                    .extracting(result -> ((Stored) result).seq())
                    .isEqualTo(LongStream.rangeClosed(2_051, 2_100).boxed().toList());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-3, -1, 1, 40})
    void wrongClockOfANodeDoesNotMatter(long daysOff) {
        InstantSource wrong = () -> Instant.now().plus(Duration.ofDays(daysOff));
        Stored first = (Stored) room.message("u_a", "r1", "hello");
        try (RedisStore other = REDIS.server().open("n2", wrong)) {
            AppendResult again = new RoomDriver(other, room.name()).message("u_a", "r1", "hello");
            assertThat(again).isEqualTo(new Stored(first.epoch(), 1, first.timestampMs(), true));
            assertThat(new RoomDriver(other, room.name())
                            .message("u_a", "r2", "hello")
                            .toString())
                    .contains("seq=2");
        }
    }

    @Test
    void retryKeysAreKeptForADayAtLeastAndForTwoAtMost() {
        room.say("one");
        try (Jedis jedis = REDIS.server().jedis()) {
            long today = Long.parseLong(jedis.time().get(0)) / 86_400;
            RoomKeys keys = new RoomKeys(room.name());
            assertThat(jedis.ttl(keys.retryKeys(today))).isBetween(86_400L, 2 * 86_400L);
            // Yesterday's keys count too.
            jedis.rename(keys.retryKeys(today), keys.retryKeys(today - 1));
        }
        assertThat(room.message("u_a", "say-0", "one").toString()).contains("duplicate=true");
    }

    @Test
    void timestampsDoNotGoBackUnlessTheClockWasWrong() {
        long now = room.say("one").timestampMs();
        try (Jedis jedis = REDIS.server().jedis()) {
            byte[] key = new RoomKeys(room.name()).room();
            jedis.hset(key, "ts".getBytes(UTF_8), Long.toString(now + 4_000).getBytes(UTF_8));
            assertThat(room.say("two").timestampMs()).isEqualTo(now + 4_000);
            jedis.hset(key, "ts".getBytes(UTF_8), Long.toString(now + 60_000).getBytes(UTF_8));
            assertThat(room.say("three").timestampMs()).isBetween(now, now + 50_000);
        }
    }

    @Test
    void roomThatIsOlderThanTheDataSetIdKeepsItsChecks() {
        room.say("one");
        try (Jedis jedis = REDIS.server().jedis()) {
            String before = jedis.hget("parley:meta", "id");
            jedis.hset("parley:meta", "id", "restoredDataSet_");
            try (RedisStore restored = REDIS.open("n2")) {
                RoomDriver again = new RoomDriver(restored, room.name());
                assertThat(again.message("u_b", "r1", "two")).isInstanceOf(Stored.class);
                Page page = again.newest(10);
                assertThat(page.epoch()).isEqualTo("restoredDataSet_");
                assertThat(page.events()).extracting(LogEvent::text).containsExactly("one", "two");
            } finally {
                jedis.hset("parley:meta", "id", before);
            }
        }
    }

    @Test
    void fullStoreRefusesWritesButAnswersRetriesAndReads() {
        room.message("u_a", "r1", "one");
        RedisStoreSettings full =
                new RedisStoreSettings(REDIS.address(), "n2", 1_000, () -> true, InstantSource.system());
        try (RedisStore other = RedisStore.open(full)) {
            other.awaitReady(10_000);
            RoomDriver driver = new RoomDriver(other, room.name());
            assertThat(other.state().full()).isTrue();
            assertThat(driver.message("u_a", "r2", "two")).isEqualTo(new Refused(Reason.STORAGE_FULL));
            assertThat(driver.message("u_a", "r1", "one").toString()).contains("duplicate=true");
            assertThat(driver.newest(10).events()).hasSize(1);
        }
    }
}
