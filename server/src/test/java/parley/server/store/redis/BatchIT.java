package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import parley.server.ExpectedLogs;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.AppendResult.Reason;
import parley.server.store.AppendResult.Refused;
import parley.server.store.AppendResult.Stored;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import parley.server.store.Read.Mode;
import redis.clients.jedis.Jedis;

/** What comes while a batch is under way goes out together, and is answered together. */
@ExpectedLogs("AppendExchange")
final class BatchIT {

    private static final int MESSAGES = 600;

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @Test
    void repliesOfABatchAreHandedOverInOneGoPerReceiver() throws Exception {
        try (RedisStore store = REDIS.open("n1")) {
            new RoomDriver(store, "lobby").say("connected");
            ExecutorService loop = Executors.newSingleThreadExecutor();
            AtomicInteger handedOver = new AtomicInteger();
            CountDownLatch answered = new CountDownLatch(MESSAGES);
            List<Long> seqs = new ArrayList<>();
            ConcurrentLinkedQueue<AppendResult> others = new ConcurrentLinkedQueue<>();
            Executor counting = task -> {
                handedOver.incrementAndGet();
                loop.execute(task);
            };
            // Frozen, so that everything is queued before the first batch is answered.
            REDIS.server().signal("STOP");
            for (int i = 0; i < MESSAGES; i++) {
                store.roomLog()
                        .append(
                                new Append("lobby", EventKind.MESSAGE, "u_a", "A", "r" + i, 0, "text", null, false),
                                counting,
                                result -> {
                                    seqs.add(((Stored) result).seq());
                                    answered.countDown();
                                });
            }
            store.roomLog()
                    .append(
                            new Append("other", EventKind.MESSAGE, "u_a", "A", "r", 0, "text", null, false),
                            Runnable::run,
                            others::add);
            REDIS.server().signal("CONT");

            assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(seqs).isSorted().hasSize(MESSAGES).doesNotHaveDuplicates();
            assertThat(others).hasSize(1);
            // The first batch may have left with one message; the others hold 256 each.
            assertThat(handedOver.get()).isLessThanOrEqualTo(1 + (MESSAGES + 255) / 256);
            loop.shutdown();
        }
    }

    @Test
    void retryInABatchGetsTheAnswerOfTheFirst() throws Exception {
        try (RedisStore store = REDIS.open("n1")) {
            List<AppendResult> results =
                    atOnce(store, "retries", List.of("a one", "a one", "a other", "b two", "a one"));

            Stored first = (Stored) results.get(0);
            Stored again = new Stored(first.epoch(), first.seq(), first.timestampMs(), true);
            assertThat(results.subList(1, 3)).containsExactly(again, new Refused(Reason.CONFLICT));
            assertThat(((Stored) results.get(3)).seq()).isEqualTo(first.seq() + 1);
            assertThat(results.get(4)).isEqualTo(again);
        }
    }

    @Test
    void editsAndDeletionsOfABatchKeepTheirPlaceBetweenMessages() throws Exception {
        try (RedisStore store = REDIS.open("n1")) {
            RoomDriver room = new RoomDriver(store, "mixed");
            List<AppendResult> results = atOnceAll(
                    store,
                    List.of(
                            message("mixed", "m1", "one"),
                            new Append("mixed", EventKind.EDITED, "u_a", "A", "e", 1, "one b", null, false),
                            message("mixed", "m2", "two"),
                            message("mixed", "m3", "three"),
                            new Append("mixed", EventKind.DELETED, "u_a", "A", "d", 3, null, null, false),
                            message("mixed", "m4", "four")));

            assertThat(results).extracting(result -> ((Stored) result).seq()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(room.page(Mode.AFTER, 0, 9).events())
                    .extracting(LogEvent::text)
                    .containsExactly("one b", "one b", null, "three", null, "four");
        }
    }

    @Test
    void batchGoesOnInTheNextSegment() throws Exception {
        try (RedisStore store = REDIS.open("n1")) {
            RoomDriver room = new RoomDriver(store, "long");
            atOnce(store, "long", numbers(1, RoomKeys.SEGMENT_EVENTS - 10));

            atOnce(store, "long", numbers(2, 20));

            // Reading checks every record against its number.
            List<LogEvent> events =
                    room.page(Mode.AFTER, RoomKeys.SEGMENT_EVENTS - 10, 50).events();
            assertThat(events).hasSize(20).extracting(LogEvent::text).containsExactlyElementsOf(texts(2, 20));
        }
    }

    @Test
    void batchThatCannotGoOnInTheNextSegmentLeavesNothingInTheFirst() throws Exception {
        try (RedisStore store = REDIS.open("n1");
                Jedis jedis = REDIS.server().jedis()) {
            RoomKeys keys = new RoomKeys("stray");
            atOnce(store, "stray", numbers(1, RoomKeys.SEGMENT_EVENTS - 10));
            jedis.rpush(keys.segment(1), Commands.bytes("what does not belong here"));

            List<AppendResult> results = atOnce(store, "stray", numbers(2, 20));

            // They go out in one call or two, of which one at least does not fit into the first segment.
            assertThat(results).contains(new Refused(Reason.UNAVAILABLE));
            long stored = results.stream().filter(Stored.class::isInstance).count();
            assertThat(jedis.llen(keys.segment(0))).isEqualTo(RoomKeys.SEGMENT_EVENTS - 10 + stored);
            assertThat(jedis.llen(keys.segment(1))).isEqualTo(1);
            assertThat(jedis.hget(keys.room(), Commands.bytes("seq")))
                    .isEqualTo(Commands.bytes(RoomKeys.SEGMENT_EVENTS - 10 + stored));
        }
    }

    private static List<String> numbers(int round, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "r" + round + "-" + i + " text" + i)
                .toList();
    }

    private static List<String> texts(int round, int count) {
        return numbers(round, count).stream()
                .map(line -> line.split(" ", -1)[1])
                .toList();
    }

    private static Append message(String room, String ref, String text) {
        return new Append(room, EventKind.MESSAGE, "u_a", "A", ref, 0, text, null, false);
    }

    /** The same with messages, each a ref and a text. */
    private static List<AppendResult> atOnce(RedisStore store, String room, List<String> messages) throws Exception {
        return atOnceAll(
                store,
                messages.stream()
                        .map(line -> line.split(" ", -1))
                        .map(words -> message(room, words[0], words[1]))
                        .toList());
    }

    /** Queues writes behind one that keeps the lane busy; returns their answers. */
    private static List<AppendResult> atOnceAll(RedisStore store, List<Append> writes) throws Exception {
        AppendResult[] results = new AppendResult[writes.size()];
        CountDownLatch answered = new CountDownLatch(writes.size() + 1);
        REDIS.server().signal("STOP");
        Append busy = message("busy", UUID.randomUUID().toString(), "x");
        store.roomLog().append(busy, Runnable::run, result -> answered.countDown());
        for (int i = 0; i < results.length; i++) {
            int index = i;
            store.roomLog().append(writes.get(i), Runnable::run, result -> {
                results[index] = result;
                answered.countDown();
            });
        }
        REDIS.server().signal("CONT");
        assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
        return List.of(results);
    }
}
