package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.model.ClientMessage.Hello;
import parley.model.ClientMessage.Send;
import parley.model.CloseCode;
import parley.model.ErrorCode;
import parley.model.Event;
import parley.model.ServerMessage;
import redis.clients.jedis.Jedis;

/** A node that does not hear what became of a name of its people finds out by itself: a name stays one person's. */
class LostNameIT {
    private static final String ROOM = "lobby";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void aRenameOfWhichTheNewsIsLostReachesTheOtherNode() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                PubSubProxy proxy = new PubSubProxy(redis.port());
                ParleyServerProcess one = ParleyServerProcess.start("--redis", "redis://127.0.0.1:" + proxy.port());
                ParleyServerProcess two = ParleyServerProcess.start("--redis", redis.url());
                Member laptop = Member.connect(one.webSocket()).hello("Maya");
                Member phone = Member.connect(two.webSocket());
                Member jonas = Member.connect(two.webSocket())) {
            laptop.joins(ROOM);
            proxy.drop(true);
            phone.hello("Mara", laptop.welcome().token(), List.of());
            jonas.hello("Maya").joins(ROOM);
            assertThat(jonas.welcome().user().id())
                    .isNotEqualTo(laptop.welcome().user().id());

            await().atMost(PATIENCE).untilAsserted(() -> {
                laptop.acked(new Send(ROOM, "who am I?", Member.ref()));
                assertThat(jonas.receives(Event.Message.class).username()).isEqualTo("Mara");
            });
            assertThat(proxy.dropped()).isPositive();
        }
    }

    @Test
    void whoseNameTheStoreLostToSomebodyElseComesBackAndIsToldSo() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess one = ParleyServerProcess.start("--redis", redis.url());
                ParleyServerProcess two = ParleyServerProcess.start("--redis", redis.url());
                Member maya = Member.connect(one.webSocket()).hello("Maya");
                Member other = Member.connect(two.webSocket());
                Member again = Member.connect(one.webSocket())) {
            await("before node one renews the lease").atMost(PATIENCE).until(() -> {
                loseNames(redis);
                other.sends(new Hello(1, "Maya", null, null, "test", List.of(), null));
                return other.receives(ServerMessage.class) instanceof ServerMessage.Welcome;
            });

            maya.isClosed(CloseCode.GOING_AWAY.code(), PATIENCE.toMillis());
            String token = maya.welcome().token();
            again.sends(new Hello(1, null, token, null, "test", List.of(), null));
            again.isRefused(ErrorCode.NAME_TAKEN.wire());
            again.hello("Mara", token, List.of());
            assertThat(again.welcome().user().id())
                    .isEqualTo(maya.welcome().user().id());
        }
    }

    /** As a store does that fails over to a replica which was behind, or that was unreachable for longer than a lease. */
    private static void loseNames(RedisProcess redis) {
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            Set<String> names = jedis.keys("parley:*:name:*");
            assertThat(names).isNotEmpty();
            names.forEach(jedis::del);
        }
    }
}
