package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import parley.server.store.AppendResult.Reason;
import parley.server.store.AppendResult.Refused;
import parley.server.store.LogEvent;
import parley.server.store.Read.Mode;
import parley.server.store.ReadResult.Unavailable;
import redis.clients.jedis.Jedis;

/** A damaged record is never served as if it were right. */
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

    @Test
    void otherRoomsGoOn() {
        jedis.lset(segment, 0, new byte[] {9, 9, 9});

        assertThat(room.read(Mode.NEWEST, 0, 9, 9_999, null)).isEqualTo(new Unavailable());
        assertThat(new RoomDriver(store, "other").say("one").seq()).isEqualTo(1);
        assertThat(room.say("goes on").seq()).isEqualTo(6);
    }
}
