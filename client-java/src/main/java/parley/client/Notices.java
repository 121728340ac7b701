package parley.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands calls to the listener over to the application's executor: in order, and many per hand-over when many wait. */
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private static final int MOST_CALLS = 500;

    private final ChatListener listener;
    private final Executor executor;
    private final Queue<Consumer<ChatListener>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Notices(ChatListener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    /** Any thread; the order of one thread's calls is kept. */
    void tell(Consumer<ChatListener> call) {
        waiting.add(call);
        schedule();
    }

    private void deliver(Consumer<ChatListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | AssertionError e) {
            LOG.error("A listener failed; the client goes on.", e);
        }
    }

    private void schedule() {
        if (waiting.isEmpty() || !scheduled.compareAndSet(false, true)) {
            return;
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            // The application ended its executor before the client: nobody is there to hear it.
            LOG.debug("The callbacks' executor takes nothing any more.", e);
            waiting.clear();
            scheduled.set(false);
        }
    }

    private void drain() {
        try {
            Consumer<ChatListener> call = waiting.poll();
            for (int calls = 0; call != null; calls++) {
                deliver(call);
                // A user interface gets a breath between two portions.
                call = calls < MOST_CALLS ? waiting.poll() : null;
            }
        } finally {
            scheduled.set(false);
        }
        schedule();
    }
}
