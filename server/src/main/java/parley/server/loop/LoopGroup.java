package parley.server.loop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All loops of a server, usually one per core. */
public final class LoopGroup {
    private static final long LAST_TURN_MS = 2_000;

    private final TimeSource time;
    private final ErrorHandler errors;
    private final List<EventLoop> loops;
    private final List<AgentRunner> runners;

    /**
     * Loops that do not run yet.
     *
     * @param size how many, at least 1
     * @throws IOException when the system has no selectors to give
     */
    public LoopGroup(int size, TimeSource time, ThreadFactory threads, ErrorHandler errors) throws IOException {
        this.time = time;
        this.errors = errors;
        List<EventLoop> made = new ArrayList<>();
        List<AgentRunner> threaded = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            EventLoop loop = new EventLoop(i, time, errors);
            made.add(loop);
            threaded.add(new AgentRunner(loop, threads, errors));
        }
        loops = List.copyOf(made);
        runners = List.copyOf(threaded);
    }

    TimeSource time() {
        return time;
    }

    ErrorHandler errors() {
        return errors;
    }

    /** Starts the threads. Once. */
    public void start() {
        runners.forEach(AgentRunner::start);
    }

    /** The loops, in the order of their index. Any thread. */
    public List<EventLoop> loops() {
        return loops;
    }

    /** Connections on all loops together. Any thread. */
    public int connections() {
        return loops.stream().mapToInt(EventLoop::connections).sum();
    }

    /**
     * The loop with the fewest connections, which counts one more at once: a burst of accepts spreads evenly though no loop
     * has seen one of them. Any thread.
     */
    public synchronized EventLoop place() {
        EventLoop fewest = loops.get(0);
        for (EventLoop loop : loops) {
            if (loop.connections() < fewest.connections()) {
                fewest = loop;
            }
        }
        fewest.count();
        return fewest;
    }

    /**
     * Has all sockets say good-bye, waits for that, then ends the threads. Stop the acceptor first. Any thread but a loop's.
     *
     * @param timeoutMs how long the good-byes may take; what is left then is cut
     */
    public void stop(long timeoutMs) throws InterruptedException {
        CompletableFuture<?>[] emptied = loops.stream().map(EventLoop::stop).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(emptied).get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Peers that did not answer are cut by closing the loops.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        for (AgentRunner runner : runners) {
            runner.close(LAST_TURN_MS);
        }
    }
}
