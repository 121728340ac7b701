package parley.server.loop;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs one agent on one thread of its own until it is closed. An agent's turn that throws is reported, and goes on. */
public final class AgentRunner {
    private final Agent agent;
    private final ErrorHandler errors;
    private final Thread thread;
    private final AtomicBoolean running = new AtomicBoolean(true);

    /**
     * Makes the thread, and does not start it.
     *
     * @param threads makes the one thread; it is renamed to the agent's role
     */
    public AgentRunner(Agent agent, ThreadFactory threads, ErrorHandler errors) {
        this.agent = agent;
        this.errors = errors;
        thread = threads.newThread(this::run);
        thread.setName(agent.roleName());
    }

    /** Starts the thread. Once. */
    public void start() {
        thread.start();
    }

    /**
     * Ends the agent after its running turn. Any thread but the agent's own.
     *
     * @param timeoutMs how long to wait for the thread
     * @return false when the thread did not end in time; it is reported with its stack
     */
    public boolean close(long timeoutMs) throws InterruptedException {
        running.set(false);
        agent.wakeUp();
        thread.join(timeoutMs);
        if (!thread.isAlive()) {
            return true;
        }
        IllegalStateException stuck =
                new IllegalStateException(agent.roleName() + " did not end in " + timeoutMs + " ms");
        stuck.setStackTrace(thread.getStackTrace());
        errors.report("close", stuck);
        return false;
    }

    private void run() {
        agent.onStart();
        try {
            while (running.get()) {
                turn();
            }
        } finally {
            agent.onClose();
        }
    }

    private void turn() {
        try {
            // Asked again after the turn: the wake-up of a close that came meanwhile may have been used up by it.
            if (agent.doWork() == 0 && running.get()) {
                // A left-over interrupt would make every select return at once; nobody ends a loop that way.
                Thread.interrupted();
                agent.awaitWork();
            }
        } catch (Throwable e) {
            errors.report("turn", e);
        }
    }
}
