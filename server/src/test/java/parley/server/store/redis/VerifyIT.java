package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ListPosition;

/** A verification finds what was damaged, says where, and nothing else. */
final class VerifyIT {

    private static final int SEGMENT = RoomKeys.SEGMENT_EVENTS;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private RedisStore store;
    private RoomDriver room;
    private Jedis jedis;
    private StoreLink link;
    private final RoomKeys keys = new RoomKeys("lobby");

    @BeforeEach
    void open() {
        jedis = REDIS.server().jedis();
        jedis.flushAll();
        store = REDIS.open("n1");
        room = new RoomDriver(store, "lobby");
        room.say("one");
        room.say("two");
        room.change(1, "one b");
        room.delete("u_a", "d", 2);
        room.say("five");
        room.delete("u_a", "again", 2);
        link = StoreLink.openForReading(REDIS.address(), line -> {}).requireDataSet();
    }

    @AfterEach
    void close() {
        link.close();
        store.close();
        jedis.close();
    }

    @Test
    void soundStoreIsFoundWell() {
        RoomDriver other = new RoomDriver(store, "other");
        other.sayMany(SEGMENT + 2);
        jedis.hset(new RoomKeys("only-joined").members(), Map.of("n9".getBytes(UTF_8), "1".getBytes(UTF_8)));

        Verification verification = verification();
        assertThat(verification.run().lines()).isEmpty();

        assertThat(verification.rooms()).isEqualTo(3);
        assertThat(verification.events()).isEqualTo(5 + SEGMENT + 2);
        // The last write of the lobby changed nothing: it has a key, but no event.
        assertThat(verification.retryKeys()).isEqualTo(6 + SEGMENT + 2);
    }

    @Test
    void nothingIsWritten() {
        String before = changes();
        verify();
        assertThat(changes()).isEqualTo(before);
    }

    @Test
    void everyFlippedByteOfARecordIsFound() {
        byte[] segment = keys.segment(0);
        for (int seq = 1; seq <= 5; seq++) {
            byte[] record = jedis.lindex(segment, seq - 1);
            for (int i = 0; i < record.length; i++) {
                jedis.lset(segment, seq - 1, flipped(record, i));
                Findings findings = verify();
                assertThat(findings.count(Damage.RECORD))
                        .as("byte %d of event %d", i, seq)
                        .isEqualTo(1);
                assertThat(findings.lines()).anyMatch(line -> line.contains("room lobby, event "));
                assertThat(findings.count()).isEqualTo(1);
            }
            jedis.lset(segment, seq - 1, record);
        }
        assertThat(verify().count()).isZero();
    }

    @Test
    void emptiedRecordIsFound() {
        jedis.lset(keys.segment(0), 4, new byte[0]);
        assertThat(verify().lines()).contains("  room lobby, event 5: it is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seq", "ts", "listed", "base"})
    void everyFlippedByteOfACounterIsFound(String name) {
        byte[] field = name.getBytes(UTF_8);
        byte[] value = jedis.hget(keys.room(), field);
        for (int i = 0; i < value.length; i++) {
            jedis.hset(keys.room(), field, flipped(value, i));
            Findings findings = verify();
            assertThat(findings.count(Damage.COUNTERS) + findings.count(Damage.LENGTH))
                    .as("byte %d of %s", i, name)
                    .isPositive();
        }
        jedis.hdel(keys.room(), field);
        assertThat(verify().count()).isPositive();
        jedis.hset(keys.room(), field, value);
        assertThat(verify().count()).isZero();
    }

    @Test
    void flippedBaseIsToldAsTheCauseOfAllTheRest() {
        jedis.hset(keys.room(), "base".getBytes(UTF_8), "AAAAAAAAAAAAAAAA".getBytes(UTF_8));
        assertThat(verify().lines()).anyMatch(line -> line.contains("none of its records fits its counter 'base'"));
    }

    @Test
    void everyFlippedByteOfARetryKeyIsFound() {
        byte[] day = retryKeys();
        byte[] field = RetryKey.of(room.newest(1).events().get(0)).field();
        byte[] value = jedis.hget(day, field);
        for (int i = 0; i < value.length; i++) {
            jedis.hset(day, field, flipped(value, i));
            assertThat(verify().count(Damage.RETRY_KEY))
                    .as("byte %d of the value", i)
                    .isEqualTo(1);
        }
        jedis.hdel(day, field);
        for (int i = 0; i < field.length; i++) {
            jedis.hset(day, flipped(field, i), value);
            assertThat(verify().lines())
                    .as("byte %d of the field", i)
                    .anyMatch(line -> line.contains("another request's") || line.contains("is not there"));
            jedis.hdel(day, flipped(field, i));
        }
        jedis.hset(day, field, Arrays.copyOf(value, value.length - 1));
        assertThat(verify().lines()).anyMatch(line -> line.contains("it has another length"));
        jedis.hset(day, field, value);
        assertThat(verify().count()).isZero();
    }

    @Test
    void missingRetryKeyIsFound() {
        jedis.hdel(retryKeys(), RetryKey.of(room.newest(1).events().get(0)).field());
        assertThat(verify().lines()).contains("  room lobby, event 5: the request that made it is not remembered");
        jedis.del(retryKeys());
        assertThat(verify().count(Damage.RETRY_KEY)).isEqualTo(5);
    }

    @Test
    void retryKeysOfAnotherDayAreFound() {
        String day = new String(retryKeys(), UTF_8);
        int colon = day.lastIndexOf(':') + 1;
        jedis.rename(day, day.substring(0, colon) + (Long.parseLong(day.substring(colon)) + 7));
        assertThat(verify().lines()).anyMatch(line -> line.contains("its day is not that of its event 5"));
    }

    @Test
    void retryKeysOfAnImportedRoomMayBeMissingWhereNothingTellsWhatWasAsked() {
        jedis.hset(keys.room(), "epoch".getBytes(UTF_8), "AAAAAAAAAAAAAAAA".getBytes(UTF_8));
        jedis.del(retryKeys());
        // The deletion and the untouched message; not the edit, nor the messages that were edited and deleted.
        assertThat(verify().count(Damage.RETRY_KEY)).isEqualTo(2);
    }

    @Test
    void messageThatShowsAnEarlierEditIsFound() {
        byte[] record = jedis.lindex(keys.segment(0), 0);
        long edited = room.newest(9).events().get(0).editedMs();
        // Later than the first one by at least a millisecond.
        await().until(() -> System.currentTimeMillis() > edited);
        room.change(1, "one c");
        assertThat(verify().lines()).isEmpty();
        jedis.lset(keys.segment(0), 0, record);
        assertThat(verify().lines()).contains("  room lobby, event 6: it edits message 1, which shows an earlier edit");
    }

    @Test
    void missingNewestEventIsFound() {
        jedis.rpop(keys.segment(0));
        assertThat(verify().lines()).contains("  room lobby: it counts 5 events, but its log ends after 4");
    }

    @Test
    void eventMissingInTheMiddleIsNamedAndThoseAfterItAreNotDamaged() {
        jedis.lrem(keys.segment(0), 1, jedis.lindex(keys.segment(0), 2));
        Findings findings = verify();
        assertThat(findings.lines()).contains("  room lobby, event 3: it is missing, and those after it have moved up");
        assertThat(findings.count(Damage.RECORD)).isZero();
        assertThat(findings.count(Damage.TARGET)).isZero();
    }

    @Test
    void eventMissingInAnOldSegmentIsFound() {
        room.sayMany(SEGMENT);
        jedis.lrem(keys.segment(0), 1, jedis.lindex(keys.segment(0), 9));
        assertThat(verify().lines())
                .contains(
                        "  room lobby: its events 1 to 1024 are a list of 1023 instead of 1024",
                        "  room lobby, event 10: it is missing, and those after it have moved up");
    }

    @Test
    void eventTooManyIsFound() {
        jedis.linsert(keys.segment(0), ListPosition.AFTER, jedis.lindex(keys.segment(0), 4), new byte[] {1, 2});
        assertThat(verify().lines()).contains("  room lobby: it counts 5 events, but its log ends after 6");
    }

    @Test
    void missingSegmentsAreFound() {
        room.sayMany(SEGMENT);
        jedis.rename(keys.segment(1), keys.segment(2));
        assertThat(verify().lines()).contains("  room lobby: its events 1025 to 2048 are a list of 0 instead of 1024");
        jedis.del(keys.segment(2));
        assertThat(verify().lines()).contains("  room lobby: it counts 1029 events, but its log ends after 1024");
        jedis.del(keys.segment(0));
        assertThat(verify().lines()).contains("  room lobby: it counts 1029 events, but its log ends after 0");
    }

    @Test
    void logWithoutCountersIsFound() {
        jedis.del(keys.room());
        assertThat(verify().count(Damage.COUNTERS)).isPositive();
    }

    @Test
    void keysOfAnotherTypeAreFound() {
        byte[] segment = jedis.dump(keys.segment(0));
        jedis.set(keys.segment(0), new byte[] {1});
        assertThat(verify().count(Damage.LENGTH)).isPositive();
        jedis.del(keys.segment(0));
        jedis.restore(keys.segment(0), 0, segment);

        byte[] day = retryKeys();
        jedis.set(day, new byte[] {1});
        assertThat(verify().lines()).anyMatch(line -> line.contains("are of another type"));
        jedis.del(day);

        jedis.set(keys.room(), new byte[] {1});
        assertThat(verify().count(Damage.COUNTERS)).isEqualTo(1);
    }

    @Test
    void soundRecordsThatPointAtNothingAreFound() {
        put(new LogEvent(3, EventKind.EDITED, 1, "u_a", "A", "r", 5, null, 0, false));
        assertThat(verify().lines()).contains("  room lobby, event 3: it changes event 5, which is not before it");
        put(new LogEvent(5, EventKind.EDITED, 1, "u_a", "A", "r", 4, null, 0, false));
        assertThat(verify().lines()).contains("  room lobby, event 5: it changes event 4, which is no message");
    }

    @Test
    void deletedMessageThatIsStillThereIsFound() {
        put(new LogEvent(2, EventKind.MESSAGE, 1, "u_a", "A", "r", 0, "two", 0, false));
        put(new LogEvent(1, EventKind.MESSAGE, 1, "u_a", "A", "r", 0, "one", 0, false));
        assertThat(verify().lines())
                .contains(
                        "  room lobby, event 4: it deletes message 2, which is still there",
                        "  room lobby, event 3: it edits message 1, which does not show it");
    }

    @Test
    void keysThatBelongToNoRoomAreFound() {
        jedis.set("parley:{nowhere}:room:lobby", "x");
        jedis.set("parley:{nowhere}:room:lobby:log:0", "x");
        assertThat(verify().count(Damage.STRAY)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parlez:{p0}:room:x:refs:20784",
                "parley:{p0}:roam:x:refs:20784",
                "parley:{p0}:room:x:refz:20784",
                "parley:(p0}:room:x"
            })
    void keyWithOneWrongLetterIsTold(String key) {
        jedis.set(key, "x");
        assertThat(verify().count(Damage.STRAY)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat:room:x", "app:log:1", "parley:{p0}:import:x:log:1"})
    void keyOfOthersIsNone(String key) {
        jedis.set(key, "x");
        assertThat(verify().count(Damage.STRAY)).isZero();
    }

    @Test
    void moreThanTwentyOfAKindAreCounted() {
        room.sayMany(30);
        for (int i = 5; i < 30; i++) {
            jedis.lset(keys.segment(0), i, new byte[] {1});
        }
        List<String> lines = verify().lines();
        assertThat(lines.get(0)).startsWith("An event is not what was written (25). It is never shown");
        assertThat(lines).contains("  ... and 5 more");
        assertThat(lines.stream().filter(line -> line.contains("ends too early")))
                .hasSize(20);
    }

    @Test
    void whatIsWrittenMeanwhileIsNoDamage() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> writing = CompletableFuture.supplyAsync(() -> {
            int written = 5;
            while (!enough.get() || written < SEGMENT + 100) {
                room.sayMany(40);
                written += 40;
                room.change(written, "changed");
                room.delete("u_a", "delete " + written, written - 1);
                written += 2;
            }
            return written;
        });
        int verified = 0;
        while (verified < 30) {
            assertThat(verify().lines()).isEmpty();
            verified++;
        }
        enough.set(true);
        int written = writing.get(20, TimeUnit.SECONDS);
        Verification last = verification();
        assertThat(last.run().lines()).isEmpty();
        assertThat(last.events()).isEqualTo(written);
    }

    private Verification verification() {
        return new Verification(link, (rooms, events) -> {});
    }

    private Findings verify() {
        return verification().run();
    }

    private void put(LogEvent event) {
        jedis.lset(
                keys.segment(0),
                event.seq() - 1,
                LogRecord.write("lobby", store.state().dataSetId(), event));
    }

    /** The hash of the day on which the test began, or of the next one. */
    private byte[] retryKeys() {
        return jedis.keys("parley:*:room:lobby:refs:*").iterator().next().getBytes(UTF_8);
    }

    private String changes() {
        return jedis.info("persistence")
                .lines()
                .filter(line -> line.startsWith("rdb_changes_since_last_save"))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] flipped(byte[] bytes, int i) {
        byte[] flipped = bytes.clone();
        flipped[i] ^= (byte) (1 << (i % 8));
        return flipped;
    }
}
