package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import parley.server.store.Top;
import parley.server.store.TopQuery;
import redis.clients.jedis.Jedis;

/** How many people are in a room on the other nodes, and what becomes of the counts of dead ones. */
final class MembersIT {

    @RegisterExtension
    final RedisExtension redis = new RedisExtension();

    private RedisStore one;
    private RedisStore two;
    private Jedis jedis;

    @BeforeEach
    void open() {
        one = redis.open("n1");
        two = redis.open("n2");
        jedis = redis.server().jedis();
        // Both know each other from the start of the test.
        Awaitility.await().until(() -> jedis.zcard(Keys.NODES) == 2);
    }

    @AfterEach
    void close() {
        jedis.close();
        one.close();
        two.close();
    }

    private static int elsewhere(RedisStore store, String room, int members) {
        return RoomDriver.<List<Top>>await(
                        reply -> store.roomLog().tops(List.of(new TopQuery(room, null, members)), Runnable::run, reply))
                .get(0)
                .membersElsewhere();
    }

    private Map<String, String> counts() {
        return jedis.hgetAll(new String(new RoomKeys("lobby").members()));
    }

    @Test
    void eachNodeSeesTheMembersOfTheOthers() {
        elsewhere(one, "lobby", 3);
        elsewhere(two, "lobby", 4);

        Awaitility.await().untilAsserted(() -> {
            assertThat(elsewhere(one, "lobby", 3)).isEqualTo(4);
            assertThat(elsewhere(two, "lobby", 4)).isEqualTo(3);
        });
        assertThat(elsewhere(one, "other", 0)).isZero();
        elsewhere(two, "lobby", 0);
        assertThat(elsewhere(one, "lobby", 3)).isZero();
    }

    @Test
    void unchangedCountsAreNotWrittenAgain() {
        elsewhere(one, "lobby", 3);
        jedis.hset(new String(new RoomKeys("lobby").members()), "n1", "77");

        elsewhere(one, "lobby", 3);
        assertThat(counts()).containsEntry("n1", "77");

        elsewhere(one, "lobby", 2);
        assertThat(counts()).containsEntry("n1", "2");
    }

    @Test
    void forgottenRoomHasNoMembersHere() {
        elsewhere(one, "lobby", 3);

        one.roomLog().forgetMembers("lobby");

        Awaitility.await().until(() -> counts().isEmpty());
        elsewhere(one, "lobby", 3);
        assertThat(counts()).containsEntry("n1", "3");
    }

    @Test
    void deadNodesDoNotCountAndAreRemovedInTheEnd() {
        elsewhere(two, "lobby", 4);
        Awaitility.await().until(() -> elsewhere(one, "lobby", 3) == 4);

        two.close();

        Awaitility.await().until(() -> elsewhere(one, "lobby", 3) == 0);
        assertThat(counts()).containsEntry("n2", "4");
        Awaitility.await().atMost(40, TimeUnit.SECONDS).until(() -> {
            elsewhere(one, "lobby", 3);
            return counts().equals(Map.of("n1", "3"));
        });
    }

    @Test
    void countOfANodeThatIsNewToTheOthersStays() {
        try (RedisStore three = redis.open("n3")) {
            elsewhere(three, "lobby", 5);
            elsewhere(one, "lobby", 3);

            assertThat(counts()).containsEntry("n3", "5");
            Awaitility.await().until(() -> elsewhere(one, "lobby", 3) == 5);
        }
    }

    @Test
    void nodeThatWasTakenForDeadTellsItsCountsAgain() {
        elsewhere(one, "lobby", 3);
        jedis.zrem(Keys.NODES, "n1".getBytes());
        jedis.hdel(new String(new RoomKeys("lobby").members()), "n1");

        Awaitility.await().until(() -> {
            elsewhere(one, "lobby", 3);
            return "3".equals(counts().get("n1"));
        });
    }

    @Test
    void manyRoomsAreAnsweredInTheOrderAsked() {
        List<TopQuery> queries = java.util.stream.IntStream.range(0, 1_000)
                .mapToObj(i -> new TopQuery("room-" + i, null, 1))
                .toList();
        new RoomDriver(one, "room-500").say("one");

        List<Top> tops = RoomDriver.await(reply -> one.roomLog().tops(queries, Runnable::run, reply));

        assertThat(tops)
                .extracting(Top::room)
                .isEqualTo(queries.stream().map(TopQuery::room).toList());
        assertThat(tops).filteredOn(top -> top.seq() == 1).extracting(Top::room).containsExactly("room-500");
    }
}
