package parley.server.embedded;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Redis running and looks after its disk, on one thread of its own. Every change of state happens on that thread;
 * what others read is volatile.
 *
 * <p>With {@code appendfsync always} Redis ends when it cannot write to its disk, and again after every start, with the
 * first key that expires. So while the disk is full it is started with {@code everysec}, which makes it refuse writes and
 * go on to answer reads. No append is let through until it has {@code always} again.
 */
final class Supervisor {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final long LOOK_EVERY_MS = 250;
    private static final long STOP_TIMEOUT_MS = 10_000;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "embedded-redis");
        made.setDaemon(true);
        return made;
    });
    private final Launcher launcher;
    private final RedisConfig config;
    private final EmbeddedRedis.Options options;

    private RedisProcess process;
    private int quickEnds;
    private boolean stopped;
    /** Redis has ended because it could not write to a disk that is full. */
    private boolean noRoom;
    /** Redis runs with a weaker fsync than asked for, to outlast a full disk. */
    private boolean weakened;
    /** When everything was loaded in the present run, by the monotonic clock; null before. */
    private @Nullable Long loadedAtNanos;

    private volatile boolean diskFull;
    private volatile Optional<Loading> loading;

    Supervisor(Launcher launcher, Launcher.Launched launched, EmbeddedRedis.Options options) {
        this.launcher = launcher;
        this.config = launched.config();
        this.options = options;
        this.process = launched.process();
        this.loading = launched.loading();
    }

    void start() {
        lookAtDisk();
        later(0, () -> watch(process));
        var unused = thread.scheduleWithFixedDelay(
                () -> logged(this::look), LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    boolean diskFull() {
        return diskFull;
    }

    Optional<Loading> loading() {
        return loading;
    }

    /** Ends Redis and the supervision. */
    void stop() throws IOException {
        Future<?> end = thread.submit(() -> {
            stopped = true;
            process.stop(STOP_TIMEOUT_MS);
            return process;
        });
        thread.shutdown();
        try {
            end.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            throw new IOException("The embedded store did not end", failure.getCause());
        }
    }

    private void watch(RedisProcess run) {
        var unused = run.onExit().thenRun(() -> later(0, () -> ended(run)));
    }

    private void later(long delayMs, Runnable task) {
        var unused = thread.schedule(() -> logged(task), delayMs, TimeUnit.MILLISECONDS);
    }

    /** An executor would keep the exception to itself. */
    private static void logged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            log.error("The supervision of the embedded store failed", failure);
        }
    }

    private void ended(RedisProcess run) {
        if (stopped) {
            return;
        }
        lookAtDisk();
        quickEnds = longRun() ? 1 : quickEnds + 1;
        String words = lastWords(run);
        noRoom = diskFull && Launcher.couldNotWrite(words);
        if (noRoom) {
            // What is given up now would not be there when the disk has room again.
            quickEnds = Math.min(quickEnds, options.restarts().quickDeaths() - 1);
        }
        Optional<String> damage = loadedAtNanos == null ? launcher.damage(words) : Optional.empty();
        if (damage.isPresent()) {
            giveUp(damage.get());
            return;
        }
        loadedAtNanos = null;
        if (quickEnds >= options.restarts().quickDeaths()) {
            giveUp("The embedded store ended " + quickEnds + " times in a row (\"" + words + "\"). See "
                    + launcher.log().file() + ", put it right and start Parley again.");
            return;
        }
        long delayMs = options.restarts().delayMs(quickEnds);
        log.warn("The embedded store ended by itself (\"{}\"). Starting it again in {} ms.", words, delayMs);
        later(delayMs, this::restart);
    }

    private String lastWords(RedisProcess run) {
        int code = run.exitCode();
        // A shell's way to say that a signal has ended it; its log then knows nothing of that.
        return code > 128 ? "killed by signal " + (code - 128) : launcher.log().lastWords();
    }

    private boolean longRun() {
        return loadedAtNanos != null
                && System.nanoTime() - loadedAtNanos
                        >= TimeUnit.MILLISECONDS.toNanos(options.restarts().quickMs());
    }

    private void restart() {
        if (stopped) {
            return;
        }
        try {
            // What has ended is the script that watches; Redis itself may still run when that was killed.
            new LeftOver(launcher.redisDirectory()).stop();
            weakened = false;
            lookAtDisk();
            weakened = noRoom && diskFull && options.fsync() == Fsync.ALWAYS;
            process = launcher.start(config, weakened ? Fsync.EVERYSEC : options.fsync());
            watch(process);
        } catch (IOException | EmbeddedRedisException | InterruptedException failure) {
            giveUp("The embedded store cannot be started again: " + failure.getMessage());
        }
    }

    private void giveUp(String reason) {
        stopped = true;
        options.onGivenUp().accept(reason);
    }

    private void look() {
        lookAtDisk();
        if (loadedAtNanos == null && !stopped) {
            lookAtLoading();
        }
    }

    private void lookAtLoading() {
        var info = new RedisProbe(config).info();
        if (info.isEmpty()) {
            return;
        }
        loading = RedisProbe.loading(info.get());
        if (loading.isEmpty()) {
            loadedAtNanos = System.nanoTime();
        }
    }

    private void lookAtDisk() {
        try {
            boolean full = DiskSpace.of(launcher.redisDirectory()).full();
            if (full && !diskFull) {
                log.warn(
                        "The disk of {} is nearly full: nothing new is stored until there is room again.",
                        launcher.redisDirectory());
            }
            diskFull = full || (weakened && !strengthened());
        } catch (IOException unknown) {
            log.warn("The free disk space of {} is unknown: {}", launcher.redisDirectory(), unknown.toString());
        }
    }

    private boolean strengthened() {
        weakened = !new RedisProbe(config).set(Fsync.SETTING, options.fsync().word());
        return !weakened;
    }
}
