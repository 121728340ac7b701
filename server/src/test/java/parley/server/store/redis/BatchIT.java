package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.AppendResult.Stored;
import parley.server.store.EventKind;

/** What comes while a batch is under way goes out together, and is answered together. */
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
}
