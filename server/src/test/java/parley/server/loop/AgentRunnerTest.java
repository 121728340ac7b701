package parley.server.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AgentRunnerTest {
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    @Test
    void goesOnAfterATurnThatThrows() throws Exception {
        CountDownLatch turns = new CountDownLatch(3);
        Probe probe = new Probe() {
            @Override
            public int doWork() {
                turns.countDown();
                throw new OutOfMemoryError("Direct buffer memory");
            }
        };
        AgentRunner runner = new AgentRunner(probe, Thread::new, (where, error) -> errors.add(error));
        runner.start();
        assertThat(turns.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(runner.close(5_000)).isTrue();
        assertThat(probe.closed.await(0, TimeUnit.SECONDS)).isTrue();
        assertThat(errors).hasSizeGreaterThanOrEqualTo(3).allMatch(OutOfMemoryError.class::isInstance);
    }

    @Test
    void aThreadThatDoesNotEndIsReportedWithItsStack() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Probe probe = new Probe() {
            @Override
            public int doWork() {
                entered.countDown();
                try {
                    stuck.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 1;
            }
        };
        AgentRunner runner = new AgentRunner(probe, Thread::new, (where, error) -> errors.add(error));
        runner.start();
        assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(runner.close(50)).isFalse();
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error).hasMessage("probe did not end in 50 ms");
            assertThat(error.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("doWork"));
        });
        stuck.countDown();
        assertThat(runner.close(5_000)).isTrue();
    }

    @Test
    void aCloseDuringATurnIsNotSleptOver() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        AtomicBoolean slept = new AtomicBoolean();
        Probe probe = new Probe() {
            @Override
            public int doWork() {
                entered.countDown();
                try {
                    // The wake-up of the close comes while this turn runs, and the turn uses it up.
                    woken.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 0;
            }

            @Override
            public void wakeUp() {
                woken.countDown();
            }

            @Override
            public void awaitWork() {
                slept.set(true);
            }
        };
        AgentRunner runner = new AgentRunner(probe, Thread::new, (where, error) -> errors.add(error));
        runner.start();
        assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(runner.close(5_000)).isTrue();
        assertThat(slept).isFalse();
        assertThat(errors).isEmpty();
    }

    /** Does nothing, and waits for nothing. */
    private abstract static class Probe implements Agent {
        final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void onStart() {}

        @Override
        public void awaitWork() {}

        @Override
        public void wakeUp() {}

        @Override
        public void onClose() {
            closed.countDown();
        }

        @Override
        public String roleName() {
            return "probe";
        }
    }
}
