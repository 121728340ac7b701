package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.conversation.Replay;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.acceptance.rig.Rounds;
import parley.acceptance.rig.Seed;
import parley.client.ChatClient;
import parley.client.ChatListener;
import parley.client.ConnectionState;
import parley.client.Timeline;
import parley.client.TimelineChange;
import parley.model.ClientMessage.Delete;
import parley.model.ClientMessage.Edit;
import parley.model.ClientMessage.Send;
import parley.model.Event;

/**
 * The store loses its last events and gives their numbers out again, to others: who comes back with a position among the lost
 * ones is told to start over, and from then on sees nothing that is not in the log.
 */
class LostEventsIT {
    private static final int REPEATS = Rounds.LONG ? 100 : 5;
    private static final int LOST = 50;
    private static final int NEW = 60;
    private static final int MOST_KEPT = 150;
    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long AWAY_MS = Duration.ofHours(1).toMillis();

    private final Random random = new Random(Seed.of(LostEventsIT.class));

    @Test
    void whoHoldsLostEventsStartsOver() throws Exception {
        int told = 0;
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess server =
                        ParleyServerProcess.start("--redis", redis.url(), "--rate-limits", "off")) {
            Path file = redis.folder().resolve("appendonlydir/appendonly.aof.1.incr.aof");
            while (told < REPEATS) {
                String room = "lost-" + told;
                try (Old old = new Old(server, room)) {
                    long kept = write(server, room, file);
                    old.holdsAll(kept + LOST);
                    server.kill();
                    redis.kill();
                    cut(file);
                    redis.startAgain();
                    server.startAgain();
                    try (Member other = member(server, room)) {
                        for (int i = 1; i <= NEW; i++) {
                            assertThat(writeOne(other, room, "new ")).isEqualTo(kept + i);
                        }
                        old.comesBack();
                        old.startsOver(Replay.of(other, room));
                    }
                }
                told++;
            }
        }
        System.out.printf("%d of %d told to start over, nothing shown that is not in the log%n", told, REPEATS);
    }

    private long cutAt;

    /** Writes events of which the last will be lost; returns how many will be kept. */
    private long write(ParleyServerProcess server, String room, Path file) throws IOException {
        int kept = 1 + random.nextInt(MOST_KEPT);
        try (Member writer = member(server, room)) {
            for (int i = 0; i < kept; i++) {
                writeOne(writer, room, "kept ");
            }
            cutAt = Files.size(file);
            for (int i = 0; i < LOST; i++) {
                writeOne(writer, room, "lost ");
            }
        }
        return kept;
    }

    private void cut(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(cutAt);
        }
    }

    private final List<Long> own = new ArrayList<>();

    /** Three in ten are edits and deletions. Returns the number of the event. */
    private long writeOne(Member writer, String room, String text) {
        int dice = random.nextInt(10);
        if (dice >= 3 || own.isEmpty()) {
            long seq = writer.acked(new Send(room, text + Member.ref(), Member.ref()))
                    .seq();
            own.add(seq);
            return seq;
        }
        int chosen = random.nextInt(own.size());
        if (dice == 0) {
            return writer.acked(new Delete(room, own.remove(chosen), Member.ref()))
                    .seq();
        }
        return writer.acked(new Edit(room, own.get(chosen), text + Member.ref(), Member.ref()))
                .seq();
    }

    private Member member(ParleyServerProcess server, String room) {
        own.clear();
        Member member = Member.connect(server.webSocket())
                .hello("Member " + Member.ref().substring(0, 8));
        member.joins(room);
        return member;
    }

    /** Somebody over the SDK who was there before, stays away from the restart on, and comes back when asked. */
    private static final class Old implements ChatListener, AutoCloseable {
        private final String room;
        private final ChatClient client;
        private final List<TimelineChange> changes = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();

        Old(ParleyServerProcess server, String room) {
            this.room = room;
            client = ChatClient.builder(server.webSocket())
                    .username("Old " + room)
                    .backoff(failures -> AWAY_MS)
                    .listener(this)
                    .build();
            client.connect();
            client.join(room);
            await("joined").atMost(PATIENCE).until(() -> timeline().position().isPresent());
        }

        void holdsAll(long newest) {
            await("all seen")
                    .atMost(PATIENCE)
                    .until(() -> timeline().position().orElseThrow().seq() == newest);
        }

        void comesBack() {
            await("the connection is lost").atMost(PATIENCE).until(() -> client.state() == ConnectionState.WAITING);
            synchronized (this) {
                changes.clear();
                events.clear();
            }
            client.retryNow();
        }

        void startsOver(List<Event> log) throws Exception {
            long newest = log.get(log.size() - 1).seq();
            await("told something")
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> !changes().isEmpty());
            assertThat(changes().get(0))
                    .isInstanceOfSatisfying(
                            TimelineChange.Reset.class,
                            reset -> assertThat(reset.cause()).isEqualTo(TimelineChange.Cause.RESET));
            holdsAll(newest);
            while (timeline().moreBefore()) {
                client.loadOlder(room, PAGE).get();
            }
            List<Event> messages =
                    log.stream().filter(Event.Message.class::isInstance).toList();
            assertThat(timeline().messages()).containsExactlyElementsOf(cast(messages));
            assertThat(messages).containsAll(shown());
            synchronized (this) {
                assertThat(log).containsAll(events);
            }
        }

        /** Whatever a person may have seen since the return. */
        private List<Event.Message> shown() {
            List<Event.Message> shown = new ArrayList<>();
            for (TimelineChange change : changes()) {
                if (change instanceof TimelineChange.Reset reset) {
                    shown.addAll(reset.messages());
                } else if (change instanceof TimelineChange.Appended appended) {
                    shown.addAll(appended.messages());
                } else if (change instanceof TimelineChange.Prepended prepended) {
                    shown.addAll(prepended.messages());
                } else if (change instanceof TimelineChange.Updated updated) {
                    shown.add(updated.message());
                }
            }
            return shown;
        }

        private static List<Event.Message> cast(List<Event> messages) {
            return messages.stream().map(Event.Message.class::cast).toList();
        }

        private Timeline timeline() {
            return client.timeline(room);
        }

        private synchronized List<TimelineChange> changes() {
            return List.copyOf(changes);
        }

        @Override
        public synchronized void timelineChanged(String changed, TimelineChange change) {
            changes.add(change);
        }

        @Override
        public synchronized void eventReceived(String from, Event event) {
            events.add(event);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
