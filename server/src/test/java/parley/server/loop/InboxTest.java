package parley.server.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final ManualTime time = new ManualTime();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Inbox inbox = new Inbox(time, wakeUps::incrementAndGet);

    @Test
    void aBatchForASleepingLoopCostsOneWakeUp() {
        assertThat(inbox.fallAsleep()).isTrue();
        for (int i = 0; i < 1_000; i++) {
            inbox.add(() -> {});
        }
        assertThat(wakeUps).hasValue(1);
        assertThat(inbox.size()).isEqualTo(1_000);
    }

    @Test
    void aLoopThatIsAwakeIsNotWoken() {
        inbox.add(() -> {});
        assertThat(wakeUps).hasValue(0);
        assertThat(inbox.fallAsleep()).isFalse();
        inbox.add(() -> {});
        assertThat(wakeUps).hasValue(0);
    }

    @Test
    void knowsHowLongTheOldestHasWaited() {
        assertThat(inbox.takeAgeNanos()).isZero();
        inbox.add(() -> {});
        time.advanceMs(7);
        inbox.add(() -> {});
        time.advanceMs(3);
        assertThat(inbox.takeAgeNanos()).isBetween(9_999_999L, 10_000_000L);
        assertThat(inbox.takeAgeNanos()).isZero();
    }

    /** A real loop that sleeps whenever it can, and senders that give it every chance to miss something. */
    @Test
    void noWakeUpIsLost() throws Exception {
        int senders = 3;
        int each = 20_000;
        EventLoop loop = new EventLoop(0, TimeSource.system(), (where, error) -> error.printStackTrace());
        AgentRunner runner = new AgentRunner(loop, Thread::new, (where, error) -> error.printStackTrace());
        runner.start();
        CountDownLatch all = new CountDownLatch(senders);
        List<Thread> threads = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            threads.add(new Thread(() -> sendOneByOne(loop, each, all)));
        }
        threads.forEach(Thread::start);
        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(runner.close(5_000)).isTrue();
    }

    private static void sendOneByOne(EventLoop loop, int count, CountDownLatch all) {
        try {
            for (int i = 0; i < count; i++) {
                CountDownLatch done = new CountDownLatch(1);
                loop.execute(done::countDown);
                if (!done.await(5, TimeUnit.SECONDS)) {
                    return;
                }
            }
            all.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
