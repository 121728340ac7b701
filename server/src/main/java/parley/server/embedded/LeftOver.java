package parley.server.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis that runs on this data directory though nobody watches it: an earlier Parley has left it, or our watching script
 * was killed. It is always stopped and never adopted: we
 * would not be its parent, so nothing would end it with us.
 *
 * <p>Called with the directory locked, so that no other Parley can be the owner of what is found.
 */
final class LeftOver {

    private static final Logger log = LoggerFactory.getLogger(LeftOver.class);
    private static final long STOP_TIMEOUT_MS = 5_000;
    private static final long LOOK_EVERY_MS = 20;

    private final Path redisDirectory;

    LeftOver(Path redisDirectory) {
        this.redisDirectory = redisDirectory;
    }

    /** Stops what is found. Returns when it is gone. */
    void stop() throws IOException, EmbeddedRedisException, InterruptedException {
        askToEnd();
        List<ProcessHandle> running = running();
        running.forEach(ProcessHandle::destroy);
        if (gone(running)) {
            return;
        }
        // It does not react, for example because it was halted by SIGSTOP.
        running.forEach(ProcessHandle::destroyForcibly);
        if (!gone(running)) {
            throw new EmbeddedRedisException("A Redis of an earlier start still runs on " + redisDirectory
                    + " and cannot be stopped (process " + running.get(0).pid() + "). End it and start again.");
        }
    }

    private void askToEnd() throws IOException, InterruptedException {
        Optional<RedisConfig> config = RedisConfig.leftIn(redisDirectory);
        if (config.isEmpty()) {
            return;
        }
        RedisProbe probe = new RedisProbe(config.get());
        var info = probe.info();
        if (info.isEmpty()) {
            return;
        }
        long pid = RedisProbe.processId(info.get());
        log.warn("Stopping a Redis that was left running on {} (process {}).", redisDirectory, pid);
        probe.shutdown();
        gone(ProcessHandle.of(pid).stream().toList());
    }

    /** Processes that run a program out of this directory; nobody else has one there. Covers what does not answer. */
    private List<ProcessHandle> running() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> Path.of(command).startsWith(redisDirectory))
                        .isPresent())
                .toList();
    }

    private static boolean gone(Collection<ProcessHandle> processes) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_TIMEOUT_MS);
        for (ProcessHandle process : processes) {
            while (runs(process)) {
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
                awaitExit(process);
            }
        }
        return true;
    }

    /** What has ended but was not collected by its parent, as in containers without an init, has no program any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static void awaitExit(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillThere) {
            // the caller looks again
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
