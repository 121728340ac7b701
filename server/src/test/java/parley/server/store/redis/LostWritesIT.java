package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import parley.server.store.AppendResult.Stored;
import parley.server.store.EventKind;
import parley.server.store.Known;
import parley.server.store.LogEvent;
import parley.server.store.Read.Mode;
import parley.server.store.ReadResult.Page;
import parley.server.store.Top;
import parley.server.store.TopQuery;
import redis.clients.jedis.Jedis;

/** A store that has lost acknowledged writes gives its room a new epoch as soon as a node that knows better asks. */
final class LostWritesIT {

    @RegisterExtension
    final RedisExtension redis = new RedisExtension();

    private RedisStore store;
    private RoomDriver room;

    @BeforeEach
    void open() {
        store = redis.open("n1");
        room = new RoomDriver(store, "lobby");
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Writes events and takes the last ones out of Redis again, as a failover can. Returns the position that was lost. */
    private Known lose(int kept, int lost) {
        Stored last = null;
        long keptMs = 0;
        for (int i = 1; i <= kept + lost; i++) {
            last = room.say("m" + i);
            keptMs = i == kept ? last.timestampMs() : keptMs;
        }
        RoomKeys keys = new RoomKeys("lobby");
        try (Jedis jedis = redis.server().jedis()) {
            jedis.rpop(keys.segment(0), lost);
            for (String field : List.of("seq", "listed")) {
                jedis.hset(
                        keys.room(),
                        field.getBytes(UTF_8),
                        Integer.toString(kept).getBytes(UTF_8));
            }
            jedis.hset(keys.room(), "ts".getBytes(UTF_8), Long.toString(keptMs).getBytes(UTF_8));
        }
        return new Known(last.epoch(), last.seq(), last.timestampMs());
    }

    @Test
    void appendBehindAKnownPositionStartsANewEpoch() {
        Known known = lose(3, 2);

        Stored stored = (Stored) room.append(EventKind.MESSAGE, "u_a", "new", 0, "new", known);

        assertThat(stored.seq()).isEqualTo(4);
        assertThat(stored.epoch()).isNotEqualTo(known.epoch()).isNotEmpty();
        Page page = room.newest(10);
        assertThat(page.epoch()).isEqualTo(stored.epoch());
        assertThat(page.events()).extracting(LogEvent::text).containsExactly("m1", "m2", "m3", "new");
    }

    @Test
    void anotherEventAtTheKnownNumberStartsANewEpoch() {
        Known known = lose(3, 1);
        // A node that holds nothing gives the number out again.
        room.say("other");
        Known other = new Known(known.epoch(), known.seq(), known.timestampMs() - 1);

        Stored stored = (Stored) room.append(EventKind.MESSAGE, "u_a", "new", 0, "new", other);

        assertThat(stored.seq()).isEqualTo(5);
        assertThat(stored.epoch()).isNotEqualTo(known.epoch());
    }

    @Test
    void positionThatIsStillThereChangesNothing() {
        Stored one = room.say("one");
        Known known = new Known(one.epoch(), 1, one.timestampMs());

        assertThat(((Stored) room.append(EventKind.MESSAGE, "u_a", "r2", 0, "two", known)).epoch())
                .isEqualTo(one.epoch());
        assertThat(((Stored) room.append(EventKind.MESSAGE, "u_a", "r3", 0, "three", known)).epoch())
                .isEqualTo(one.epoch());
        assertThat(((Page) room.read(Mode.NEWEST, 0, 9, 9_999, known)).epoch()).isEqualTo(one.epoch());
    }

    @Test
    void topsNoticeIt() {
        Known known = lose(3, 2);
        List<Top> tops = RoomDriver.await(reply -> store.roomLog()
                .tops(List.of(new TopQuery("lobby", known, 1), new TopQuery("empty", null, 0)), Runnable::run, reply));

        assertThat(tops.get(0).seq()).isEqualTo(3);
        assertThat(tops.get(0).epoch()).isNotEqualTo(known.epoch());
        assertThat(tops.get(1)).isEqualTo(new Top("empty", store.state().dataSetId(), 0, 0, 0));
        assertThat(room.newest(1).epoch()).isEqualTo(tops.get(0).epoch());
    }

    @Test
    void readNoticesItEvenBehindNewerEvents() {
        Known known = lose(3, 2);
        room.say("other 4");
        room.say("other 5");
        room.say("other 6");
        Known wrong = new Known(known.epoch(), 5, known.timestampMs() - 1);

        Page page = (Page) room.read(Mode.AFTER, 5, 10, 9_999, wrong);

        assertThat(page.epoch()).isNotEqualTo(known.epoch());
        assertThat(page.newestSeq()).isEqualTo(6);
    }

    @Test
    void roomThatIsGoneEntirelyHasANewEpochToo() {
        Stored one = room.say("one");
        try (Jedis jedis = redis.server().jedis()) {
            jedis.keys("*room:lobby*").forEach(jedis::del);
        }
        Known known = new Known(one.epoch(), 1, one.timestampMs());

        Page page = (Page) room.read(Mode.AFTER, 1, 10, 9_999, known);

        assertThat(page.epoch()).isNotEqualTo(one.epoch());
        assertThat(page.newestSeq()).isZero();
        Stored again = room.say("again");
        assertThat(Map.of(again.epoch(), again.seq())).isEqualTo(Map.of(page.epoch(), 1L));
    }
}
