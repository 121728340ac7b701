package parley.server.loop;

import java.io.IOException;

/**
 * Work that is done in turns by one thread, after Agrona's idea: whoever owns the thread calls {@link #doWork()}, so that
 * a test can drive an agent by hand. All methods are called by the one owning thread, except {@link #wakeUp()}.
 */
public interface Agent {
    /** Called once, by the owning thread, before the first turn. */
    void onStart();

    /**
     * One turn; never blocks.
     *
     * @return how much was done; 0 means that {@link #awaitWork()} is a good idea now
     */
    int doWork() throws IOException;

    /** Blocks until there may be work, or {@link #wakeUp()} is called; returns at once when work is already waiting. */
    void awaitWork() throws IOException;

    /** Any thread: makes a running or the next {@link #awaitWork()} return. */
    void wakeUp();

    /** Called once, by the owning thread, after the last turn; releases what the agent holds. */
    void onClose();

    /** The name of the thread that runs this agent. */
    String roleName();
}
