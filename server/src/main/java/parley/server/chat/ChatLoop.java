package parley.server.chat;

import java.util.concurrent.Executor;

/** An event loop as the chat rules see it: a place where tasks run one after the other, in the order of their posting. */
public interface ChatLoop extends Executor {
    /** Which of the node's loops, from 0. Any thread. */
    int index();

    /**
     * Runs a task later, on this loop. On this loop's thread only.
     *
     * @param delayMs milliseconds from now, 0 or more
     */
    Timer schedule(long delayMs, Runnable task);

    /** Milliseconds since 1970 UTC. Any thread. */
    long nowMs();

    /** A monotonic clock, for intervals. Any thread. */
    long nanoTime();

    /** A task that waits. */
    interface Timer {
        /** Forgets the task if it has not run. On the loop's thread only. */
        void cancel();
    }
}
