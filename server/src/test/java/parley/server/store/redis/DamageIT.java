package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.store.redis.Commands.bytes;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.ExpectedLogs;
import parley.server.store.AppendResult.Reason;
import parley.server.store.AppendResult.Refused;
import parley.server.store.AppendResult.Stored;
import parley.server.store.EventKind;
import parley.server.store.Known;
import parley.server.store.LogEvent;
import parley.server.store.Read.Mode;
import parley.server.store.ReadResult.Page;
import parley.server.store.ReadResult.Unavailable;
import redis.clients.jedis.Jedis;

/** A damaged record is never served as if it were right. */
@ExpectedLogs({"AppendExchange", "DamageReport", "Lane"})
final class DamageIT {

    @RegisterExtension
    final RedisExtension redis = new RedisExtension();

    private RedisStore store;
    private RoomDriver room;
    private Jedis jedis;
    private final byte[] segment = new RoomKeys("lobby").segment(0);

    @BeforeEach
    void open() {
        store = redis.open("n1");
        jedis = redis.server().jedis();
        room = new RoomDriver(store, "lobby");
        room.say("one");
        room.say("two");
        room.change(1, "one b");
        room.delete("u_a", "d", 2);
        room.say("five");
    }

    @AfterEach
    void close() {
        jedis.close();
        store.close();
    }

    @Test
    void everyFlippedByteIsNoticed() {
        for (int seq = 1; seq <= 5; seq++) {
            byte[] record = jedis.lindex(segment, seq - 1);
            for (int i = 0; i < record.length; i++) {
                byte[] flipped = record.clone();
                flipped[i] ^= (byte) (1 << (i % 8));
                jedis.lset(segment, seq - 1, flipped);
                assertThat(room.read(Mode.AFTER, seq - 1, 1, 9_999, null))
                        .as("byte %d of event %d", i, seq)
                        .isEqualTo(new Unavailable());
            }
            jedis.lset(segment, seq - 1, record);
        }
        assertThat(room.page(Mode.AFTER, 0, 9).events())
                .extracting(LogEvent::text)
                .containsExactly("one b", null, "one b", null, "five");
    }

    @Test
    void recordsInEachOthersPlacesAreNoticed() {
        byte[] first = jedis.lindex(segment, 0);
        jedis.lset(segment, 0, jedis.lindex(segment, 4));
        jedis.lset(segment, 4, first);
        assertThat(room.read(Mode.NEWEST, 0, 9, 9_999, null)).isEqualTo(new Unavailable());
    }

    @Test
    void missingRecordIsNoticedAndNothingIsAppendedInItsPlace() {
        jedis.rpop(segment);

        assertThat(room.read(Mode.NEWEST, 0, 9, 9_999, null)).isEqualTo(new Unavailable());
        assertThat(room.message("u_a", "new", "new")).isEqualTo(new Refused(Reason.UNAVAILABLE));
        assertThat(jedis.llen(segment)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"seq, 4", "seq, 0", "seq, 6", "seq, x", "listed, 1", "listed, 4", "listed, 6", "listed, x", "ts, x"})
    void damagedCounterOpensNoRoom(String name, String value) {
        jedis.hset(new RoomKeys("lobby").room(), name.getBytes(UTF_8), value.getBytes(UTF_8));

        assertThat(room.read(Mode.NEWEST, 0, 2, 9_999, null)).isEqualTo(new Unavailable());
        assertThat(new RoomDriver(store, "other").say("one").seq()).isEqualTo(1);
    }

    @Test
    void damagedTimeIsNotTakenForALoss() {
        Page before = room.newest(9);
        Known known = new Known(before.epoch(), before.newestSeq(), before.newestTimestampMs());
        jedis.hset(new RoomKeys("lobby").room(), "ts".getBytes(UTF_8), "1".getBytes(UTF_8));

        Page after = (Page) room.read(Mode.NEWEST, 0, 9, 9_999, known);

        assertThat(after.epoch()).isEqualTo(before.epoch());
        assertThat(after.events()).isEqualTo(before.events());
        Stored six = (Stored) room.append(EventKind.MESSAGE, "u_b", "six", 0, "six", known);
        assertThat(six.epoch()).isEqualTo(before.epoch());
    }

    @ParameterizedTest
    @ValueSource(strings = {"seq", "ts", "listed"})
    void nothingIsChangedHalfInARoomWithADamagedCounter(String name) {
        List<byte[]> before = jedis.lrange(segment, 0, -1);
        jedis.hset(new RoomKeys("lobby").room(), name.getBytes(UTF_8), "x".getBytes(UTF_8));

        assertThat(room.edit("u_a", "edit", 5, "other")).isEqualTo(new Refused(Reason.UNAVAILABLE));
        assertThat(room.delete("u_a", "delete", 5)).isEqualTo(new Refused(Reason.UNAVAILABLE));

        assertThat(jedis.lrange(segment, 0, -1)).containsExactlyElementsOf(before);
    }

    @Test
    void roomWithoutItsCountersIsNotTakenForEmpty() {
        jedis.del(new RoomKeys("lobby").room());
        assertThat(room.read(Mode.NEWEST, 0, 2, 9_999, null)).isEqualTo(new Unavailable());
    }

    @Test
    void changeThatItsMessageDoesNotShowIsNotReplayed() {
        LogEvent first = new LogEvent(1, EventKind.MESSAGE, 1, "u_a", "A", "r", 0, "one", 0, false);
        jedis.lset(segment, 0, LogRecord.write("lobby", store.state().dataSetId(), first));
        assertThat(room.read(Mode.AFTER, 2, 9, 9_999, null)).isEqualTo(new Unavailable());

        LogEvent second = new LogEvent(2, EventKind.MESSAGE, 1, "u_a", "A", "r", 0, "two", 0, false);
        jedis.lset(segment, 1, LogRecord.write("lobby", store.state().dataSetId(), second));
        assertThat(room.read(Mode.AFTER, 3, 9, 9_999, null)).isEqualTo(new Unavailable());
    }

    @Test
    void noFlippedByteOfARetryKeyAnswersForAnotherEvent() {
        byte[] day = jedis.keys("parley:*:room:lobby:refs:*").iterator().next().getBytes(UTF_8);
        assertThat(room.message("u_a", "say-0", "one").toString()).contains("duplicate=true");
        byte[] field = RetryKey.of(bytes("u_a"), bytes("say-0"), EventKind.MESSAGE, 0, bytes("one"))
                .field();
        byte[] value = jedis.hget(day, field);
        for (int i = 0; i < value.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = value.clone();
                flipped[i] ^= (byte) (1 << bit);
                jedis.hset(day, field, flipped);
                assertThat(room.message("u_a", "say-0", "one"))
                        .as("bit %d of byte %d", bit, i)
                        .isInstanceOf(Refused.class);
            }
        }
    }

    @Test
    void otherRoomsGoOn() {
        jedis.lset(segment, 0, new byte[] {9, 9, 9});

        assertThat(room.read(Mode.NEWEST, 0, 9, 9_999, null)).isEqualTo(new Unavailable());
        assertThat(new RoomDriver(store, "other").say("one").seq()).isEqualTo(1);
        assertThat(room.say("goes on").seq()).isEqualTo(6);
    }
}
