package parley.server.store.redis;

import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One request to the store: some commands and what follows from their replies, in one or more rounds. Everything but the
 * constructor runs on the thread of one {@link Lane}. A round whose outcome is unknown is sent again, so every round must
 * be safe to repeat.
 */
abstract class Exchange {

    private final Executor replyTo;
    private long deadlineNanos;

    Exchange(Executor replyTo) {
        this.replyTo = replyTo;
    }

    /** Adds the commands of the next round. */
    abstract void write(Commands out);

    /**
     * Takes the replies to the commands of this round, in their order.
     *
     * @return what to run on {@link #replyTo()} to finish; null: another round follows
     */
    abstract @Nullable Runnable read(List<Object> replies);

    /** Returns what to run when the store did not confirm. */
    abstract Runnable unavailable();

    /** Returns what to run when the store has no room left. */
    Runnable full() {
        return unavailable();
    }

    /** Returns whether {@link #read} can deal with an error among the replies. */
    boolean takesErrors() {
        return false;
    }

    final Executor replyTo() {
        return replyTo;
    }

    final long deadlineNanos() {
        return deadlineNanos;
    }

    /** Called once, before the exchange is queued. */
    final void setDeadlineNanos(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }
}
