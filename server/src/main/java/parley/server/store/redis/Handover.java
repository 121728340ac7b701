package parley.server.store.redis;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what a batch has to say to each executor, and says it in one hand-over each. One thread. */
final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final IdentityHashMap<Executor, List<Runnable>> replies = new IdentityHashMap<>();

    void add(Executor executor, Runnable reply) {
        replies.computeIfAbsent(executor, any -> new ArrayList<>()).add(reply);
    }

    /** Hands over what was gathered, per executor in the order in which it was added. */
    void flush() {
        replies.forEach((executor, batch) -> execute(executor, () -> batch.forEach(Handover::run)));
        replies.clear();
    }

    /** Hands over one reply at once. May be called by any thread. */
    static void execute(Executor executor, Runnable reply) {
        try {
            executor.execute(reply);
        } catch (RejectedExecutionException e) {
            LOG.debug("A reply of the store came after its receiver had stopped", e);
        }
    }

    private static void run(Runnable reply) {
        try {
            reply.run();
        } catch (RuntimeException e) {
            LOG.error("The receiver of a reply of the store failed", e);
        }
    }
}
