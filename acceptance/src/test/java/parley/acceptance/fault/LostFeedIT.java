package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.model.Event;

/** Redis' pub/sub may lose messages; people must not notice. */
class LostFeedIT {
    private static final String ROOM = "lobby";

    @Test
    void aLostLastEventIsFoundThoughItMakesNoHole() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                PubSubProxy proxy = new PubSubProxy(redis.port());
                ParleyServerProcess server = ParleyServerProcess.start("--redis", "redis://127.0.0.1:" + proxy.port());
                Member maya = joined(server, "Maya");
                Member jonas = joined(server, "Jonas")) {
            maya.writes(ROOM, "heard");
            assertThat(jonas.receives(Event.Message.class).message()).isEqualTo("heard");

            proxy.drop(true);
            maya.writes(ROOM, "lost on the way");
            assertThat(jonas.receives(Event.Message.class).message()).isEqualTo("lost on the way");
            assertThat(proxy.dropped()).isPositive();
        }
    }

    @Test
    void aHoleIsFilledBeforeWhatCameAfterIt() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                PubSubProxy proxy = new PubSubProxy(redis.port());
                ParleyServerProcess server = ParleyServerProcess.start("--redis", "redis://127.0.0.1:" + proxy.port());
                Member maya = joined(server, "Maya");
                Member jonas = joined(server, "Jonas")) {
            proxy.drop(true);
            for (int i = 1; i <= 10; i++) {
                maya.writes(ROOM, "lost " + i);
            }
            proxy.drop(false);
            maya.writes(ROOM, "heard");

            assertThat(jonas.receives(11, Event.Message.class))
                    .extracting(Event.Message::seq)
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
            assertThat(proxy.dropped()).isPositive();
        }
    }

    private static Member joined(ParleyServerProcess server, String name) {
        Member member = Member.connect(server.webSocket()).hello(name);
        member.joins(ROOM);
        return member;
    }
}
