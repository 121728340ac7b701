package parley.server.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Starts Redis for the first time: finds a port, writes the configuration, waits for an answer. */
final class Launcher {

    private static final int PORT_TRIES = 20;
    /** Below the ports that systems give to outgoing connections: one of those could take ours during a restart. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;
    private static final long ANSWER_TIMEOUT_MS = 30_000;
    private static final long ASK_EVERY_MS = 10;
    private static final int EXIT_CANNOT_EXECUTE = 126;
    /** How Redis speaks of files that it cannot write. */
    private static final Pattern CANNOT_WRITE =
            Pattern.compile("AOF write error|AOF for fsync error|No space left|Disk quota exceeded");
    /** How Redis speaks of files that it cannot read. */
    private static final Pattern DAMAGED_FILES =
            Pattern.compile("reading the append only file|AOF|\\bRDB\\b|\\brdb\\b|Short read");

    private final Path redisDirectory;
    private final Path binary;
    private final RedisLog log;

    Launcher(Path redisDirectory, Path binary, RedisLog log) {
        this.redisDirectory = redisDirectory;
        this.binary = binary;
        this.log = log;
    }

    /** A Redis that answered, and how to reach it. */
    record Launched(RedisConfig config, RedisProcess process, Optional<Loading> loading) {}

    Path redisDirectory() {
        return redisDirectory;
    }

    RedisLog log() {
        return log;
    }

    Launched launch(EmbeddedRedis.Options options) throws IOException, EmbeddedRedisException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            RedisConfig config = RedisConfig.fresh(redisDirectory, freePort());
            config.write(options.fsync(), options.maxMemoryBytes());
            RedisProcess process = start(config, options.fsync());
            Optional<Map<String, String>> info = awaitAnswer(config, process);
            if (info.isPresent()) {
                return new Launched(config, process, RedisProbe.loading(info.get()));
            }
            String words = log.lastWords();
            if (!words.contains("listen on port") || attempt == PORT_TRIES) {
                throw new EmbeddedRedisException(failure(process, words));
            }
        }
    }

    /** Starts it with the configuration that was written; only {@code fsync} may be another one. */
    RedisProcess start(RedisConfig config, Fsync fsync) throws IOException {
        AppendOnlyTail.mend(redisDirectory);
        return RedisProcess.start(binary, config.file(), fsync, log.file());
    }

    private Optional<Map<String, String>> awaitAnswer(RedisConfig config, RedisProcess process)
            throws IOException, InterruptedException {
        RedisProbe probe = new RedisProbe(config);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_TIMEOUT_MS);
        while (System.nanoTime() - deadline < 0) {
            Optional<Map<String, String>> info = probe.info();
            if (info.isPresent()) {
                return info;
            }
            if (process.endsWithin(ASK_EVERY_MS)) {
                return Optional.empty();
            }
        }
        process.stop(0);
        return Optional.empty();
    }

    private String failure(RedisProcess process, String words) {
        if (process.exitCode() == EXIT_CANNOT_EXECUTE) {
            return "Programs cannot be started in " + redisDirectory + " (is it on a volume mounted noexec?)."
                    + " Choose another directory with --data DIR, or use a Redis of your own with --redis URL.";
        }
        if (couldNotWrite(words)) {
            return "The embedded store cannot write to " + redisDirectory + " (\"" + words
                    + "\"). See to it that its disk has room and is in order, and start again.";
        }
        return damage(words)
                .orElseGet(() -> "The embedded store did not start (exit code " + process.exitCode() + "): \"" + words
                        + "\". See " + log.file() + ".");
    }

    /** What to tell the person who runs Parley when these words of a Redis that has ended are about damaged files. */
    Optional<String> damage(String words) {
        return Optional.of("The files of the embedded store in " + redisDirectory + " are damaged (\"" + words
                        + "\"). Keep a copy of them as they are. Restore a backup of the data directory.")
                .filter(message -> DAMAGED_FILES.matcher(words).find())
                .filter(message -> !couldNotWrite(words) && !words.contains("Permission denied"));
    }

    /** Whether these words of a Redis that has ended say that it could not write to its disk. */
    static boolean couldNotWrite(String words) {
        return CANNOT_WRITE.matcher(words).find();
    }

    private static int freePort() throws IOException, EmbeddedRedisException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int attempt = 0; attempt < PORT_TRIES; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(loopback, port));
                return port;
            } catch (BindException inUse) {
                // try another one
            }
        }
        throw new EmbeddedRedisException("No free port was found between " + FIRST_PORT + " and " + LAST_PORT
                + " for the embedded store. Stop some other programs and start again.");
    }
}
