package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import parley.server.store.Append;
import parley.server.store.AppendResult.Stored;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import parley.server.store.Read.Mode;
import parley.server.store.ReadResult.Page;
import parley.server.store.RoomFeed;

/** Many writers on two nodes: one order, no gap, nothing twice. */
final class OrderIT {

    private static final int WRITERS = 8;
    private static final int MESSAGES = 400;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final Map<String, Long> seqByRef = new ConcurrentHashMap<>();
    private final Set<String> contradictions = ConcurrentHashMap.newKeySet();

    @Test
    void writersOnTwoNodesMakeOneGaplessLog() throws InterruptedException {
        try (RedisStore one = REDIS.open("n1");
                RedisStore two = REDIS.open("n2")) {
            Recorder feed = new Recorder();
            two.roomFeed().subscribe("lobby", feed);
            assertThat(feed.subscribed.await(10, TimeUnit.SECONDS)).isTrue();
            // Each message goes out by both nodes: one of the two is a retry.
            CountDownLatch answered = new CountDownLatch(2 * WRITERS * MESSAGES);
            List<Thread> threads = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String user = "u_" + writer;
                Thread thread = new Thread(() -> write(List.of(one, two), user, answered));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();

            assertThat(contradictions).isEmpty();
            List<LogEvent> log = replay(one);
            assertThat(log).extracting(LogEvent::seq).isEqualTo(numbers());
            assertThat(log).extracting(event -> seqByRef.get(event.ref())).isEqualTo(numbers());
            assertThat(log).extracting(LogEvent::timestampMs).isSorted();
            for (int writer = 0; writer < WRITERS; writer++) {
                String user = "u_" + writer;
                // The first copies of a writer's messages went out in order, on the node of the writer.
                assertThat(log.stream()
                                .filter(event -> event.user().equals(user))
                                .map(LogEvent::ref)
                                .toList())
                        .isEqualTo(refs(user));
            }
            assertThat(feed.arrived.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(feed.seqs).containsExactlyElementsOf(numbers());
        }
    }

    private void write(List<RedisStore> stores, String user, CountDownLatch answered) {
        for (String ref : refs(user)) {
            Append append = new Append("lobby", EventKind.MESSAGE, user, "U", ref, 0, "text of " + ref, null, false);
            CountDownLatch first = new CountDownLatch(1);
            for (RedisStore store : stores) {
                store.roomLog().append(append, Runnable::run, result -> {
                    Stored stored = (Stored) result;
                    Long other = seqByRef.put(ref, stored.seq());
                    if (other != null && other != stored.seq()) {
                        contradictions.add(ref + " is " + other + " and " + stored);
                    }
                    answered.countDown();
                    first.countDown();
                });
            }
            try {
                first.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<LogEvent> replay(RedisStore store) {
        RoomDriver room = new RoomDriver(store, "lobby");
        List<LogEvent> events = new ArrayList<>();
        Page page;
        do {
            page = room.page(Mode.AFTER, events.size(), 200);
            events.addAll(page.events());
        } while (page.moreAfter());
        assertThat(new HashSet<>(events)).hasSameSizeAs(events);
        return events;
    }

    private static List<Long> numbers() {
        return LongStream.rangeClosed(1, (long) WRITERS * MESSAGES).boxed().toList();
    }

    private static List<String> refs(String user) {
        return LongStream.range(0, MESSAGES).mapToObj(i -> user + "-" + i).toList();
    }

    private static final class Recorder implements RoomFeed.Listener {
        private final CountDownLatch subscribed = new CountDownLatch(1);
        private final CountDownLatch arrived = new CountDownLatch(WRITERS * MESSAGES);
        private final ConcurrentLinkedQueue<Long> seqs = new ConcurrentLinkedQueue<>();

        @Override
        public void subscribed(String room) {
            subscribed.countDown();
        }

        @Override
        public void event(String room, String epoch, LogEvent event) {
            seqs.add(event.seq());
            arrived.countDown();
        }
    }
}
