package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import parley.server.ExpectedLogs;
import parley.server.store.AppendResult.Stored;
import parley.server.store.LogEvent;
import parley.server.store.RoomFeed;

/** Live events, and that a broken feed comes back by itself and says so. */
@ExpectedLogs({"Lane", "Subscriber"})
final class FeedIT {

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

    private static final class Recorder implements RoomFeed.Listener {
        private final BlockingQueue<String> subscribed = new LinkedBlockingQueue<>();
        private final BlockingQueue<LogEvent> events = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> epochs = new LinkedBlockingQueue<>();

        @Override
        public void subscribed(String room) {
            subscribed.add(room);
        }

        @Override
        public void event(String room, String epoch, LogEvent event) {
            epochs.add(epoch);
            events.add(event);
        }

        void awaitSubscribed(String room) throws InterruptedException {
            assertThat(subscribed.poll(20, TimeUnit.SECONDS)).isEqualTo(room);
        }

        LogEvent next() throws InterruptedException {
            LogEvent event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            return event;
        }
    }

    private Recorder subscribe(String name) throws InterruptedException {
        Recorder recorder = new Recorder();
        store.roomFeed().subscribe(name, recorder);
        recorder.awaitSubscribed(name);
        return recorder;
    }

    @Test
    void eventsComeAsTheLogHasThem() throws InterruptedException {
        Recorder recorder = subscribe("lobby");
        Stored said = room.say("héllo 👋");
        room.change(1, "two");
        room.delete("u_a", "d", 1);

        LogEvent message = recorder.next();
        LogEvent edited = recorder.next();
        LogEvent deleted = recorder.next();

        assertThat(message.text()).isEqualTo("héllo 👋");
        assertThat(message.timestampMs()).isEqualTo(said.timestampMs());
        assertThat(edited.text()).isEqualTo("two");
        assertThat(List.of(edited.seq(), edited.target())).containsExactly(2L, 1L);
        assertThat(deleted.text()).isNull();
        assertThat(List.of(deleted.seq(), deleted.target())).containsExactly(3L, 1L);
        assertThat(recorder.epochs).containsOnly(said.epoch());
    }

    @Test
    void writesThatMakeNoEventPublishNothing() throws InterruptedException {
        room.say("one");
        Recorder recorder = subscribe("lobby");
        room.message("u_a", "say-0", "one");
        room.edit("u_a", "same", 1, "one");
        room.delete("u_b", "not mine", 1);

        room.say("two");

        assertThat(recorder.next().text()).isEqualTo("two");
    }

    @Test
    void roomsAreTakenApartAndEndedOneByOne() throws InterruptedException {
        Recorder lobby = subscribe("lobby");
        Recorder other = subscribe("other");
        RoomDriver there = new RoomDriver(store, "other");
        there.say("there");
        assertThat(other.next().text()).isEqualTo("there");

        store.roomFeed().unsubscribe("other");
        subscribe("third");
        there.say("nobody listens");
        room.say("here");

        assertThat(lobby.next().text()).isEqualTo("here");
        assertThat(other.events).isEmpty();
    }

    @Test
    void restartedRedisIsSubscribedAgainAndConfirmed() throws Exception {
        Recorder lobby = subscribe("lobby");
        Recorder other = subscribe("other");

        redis.server().kill();
        redis.server().start();

        lobby.awaitSubscribed("lobby");
        other.awaitSubscribed("other");
        Awaitility.await().until(() -> room.message("u_a", "after", "after") instanceof Stored);
        assertThat(lobby.next().text()).isEqualTo("after");
    }

    @Test
    void silentRedisIsNoticedAndSubscribedAgain() throws Exception {
        Recorder lobby = subscribe("lobby");

        redis.server().signal("STOP");
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> !store.state().reachable());
        // The feed's connection counts as dead after 6 s of silence.
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !store.feedConnected());
        redis.server().signal("CONT");

        lobby.awaitSubscribed("lobby");
    }

    @Test
    void nodesHearEachOther() throws InterruptedException {
        try (RedisStore other = redis.open("n2")) {
            BlockingQueue<String> first = new LinkedBlockingQueue<>();
            BlockingQueue<String> second = new LinkedBlockingQueue<>();
            store.nodes().listen(first::add);
            other.nodes().listen(second::add);
            Awaitility.await().until(() -> {
                store.nodes().broadcast("hello");
                return first.contains("hello") && second.contains("hello");
            });
            assertThat(store.nodes().id()).isEqualTo("n1");
        }
    }
}
