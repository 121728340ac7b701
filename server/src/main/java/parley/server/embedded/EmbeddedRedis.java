package parley.server.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A real Redis server in the data directory, started by this process and ended with it.
 *
 * <pre>{@code
 * try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir, Options.of(Fsync.ALWAYS, reason -> stopWith(reason)))) {
 *     // connect to redis.host(), redis.port() with redis.password(); they stay the same as long as this object lives,
 *     // also when Redis ends by itself and is started again: clients just reconnect.
 *     // redis.loading() is present while the files are still being read; redis.diskFull() says when to refuse writes.
 * }
 * }</pre>
 *
 * <p>Close it after everything that writes to it. All methods may be called by any thread; the accessors never block.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final int MEMORY_PERCENT = 60;

    private final DataDirectory directory;
    private final RedisConfig config;
    private final Supervisor supervisor;

    private EmbeddedRedis(DataDirectory directory, RedisConfig config, Supervisor supervisor) {
        this.directory = directory;
        this.config = config;
        this.supervisor = supervisor;
    }

    /**
     * How to run it.
     *
     * @param fsync when writes are forced to the disk
     * @param maxMemoryBytes what Redis may use before it refuses writes
     * @param restarts what to do when it ends by itself
     * @param onGivenUp called once, on a thread of the embedded store, when it ends again and again; gets one line for
     *     the person who runs Parley. Without the store there is nothing left to serve: print the line and exit
     */
    public record Options(Fsync fsync, long maxMemoryBytes, RestartPolicy restarts, Consumer<String> onGivenUp) {

        /** The usual: 60 % of the machine's (or the container's) memory. */
        public static Options of(Fsync fsync, Consumer<String> onGivenUp) {
            return new Options(fsync, machineMemoryBytes() / 100 * MEMORY_PERCENT, RestartPolicy.DEFAULT, onGivenUp);
        }

        private static long machineMemoryBytes() {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getTotalMemorySize();
        }
    }

    /**
     * Locks the data directory (made when missing), stops what a killed Parley has left running there, and starts Redis.
     * Returns as soon as Redis answers, which may be before it has read its files: see {@link #loading()}.
     *
     * @throws EmbeddedRedisException when it cannot be started; its message is for the person who started Parley
     */
    public static EmbeddedRedis start(Path dataDirectory, Options options)
            throws EmbeddedRedisException, InterruptedException {
        RedisBinary binary = RedisBinary.forThisMachine();
        DataDirectory directory = DataDirectory.open(dataDirectory);
        try {
            return start(directory, binary, options);
        } catch (IOException failure) {
            release(directory, failure);
            throw new EmbeddedRedisException(
                    "The embedded store cannot be started in " + directory.path() + " (" + failure.getMessage()
                            + "). Put that right, or choose another directory with --data DIR.",
                    failure);
        } catch (EmbeddedRedisException | InterruptedException | RuntimeException failure) {
            release(directory, failure);
            throw failure;
        }
    }

    /**
     * The Redis that a running Parley has started on a data directory, for a command beside it; empty when none answers there.
     *
     * @throws EmbeddedRedisException when the directory cannot be read
     */
    public static Optional<Access> runningOn(Path dataDirectory) throws EmbeddedRedisException {
        try {
            return RedisConfig.leftIn(dataDirectory.toRealPath().resolve("redis"))
                    .filter(config -> new RedisProbe(config).info().isPresent())
                    .map(config -> new Access(RedisConfig.HOST, config.port(), config.password()));
        } catch (NoSuchFileException nothingThere) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new EmbeddedRedisException(
                    "The data directory " + dataDirectory + " cannot be read (" + failure.getMessage()
                            + "). Use this command as the user who runs Parley.",
                    failure);
        }
    }

    /** How to reach a Redis; the password is not for logs. */
    public record Access(String host, int port, String password) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    private static EmbeddedRedis start(DataDirectory directory, RedisBinary binary, Options options)
            throws IOException, EmbeddedRedisException, InterruptedException {
        Path redisDirectory = Files.createDirectories(directory.path().resolve("redis"));
        new LeftOver(redisDirectory).stop();
        RedisLog log = new RedisLog(redisDirectory.resolve("redis.log"));
        log.rotate();
        Launcher launcher = new Launcher(redisDirectory, binary.unpackInto(redisDirectory), log);
        Launcher.Launched launched = launcher.launch(options);
        Supervisor supervisor = new Supervisor(launcher, launched, options);
        supervisor.start();
        return new EmbeddedRedis(directory, launched.config(), supervisor);
    }

    private static void release(DataDirectory directory, Exception failure) {
        try {
            directory.close();
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }

    /** The loopback address it listens on. */
    public String host() {
        return RedisConfig.HOST;
    }

    /** Its TCP port. */
    public int port() {
        return config.port();
    }

    /** The password of its default user. Not for logs. */
    public String password() {
        return config.password();
    }

    /** The data directory's real path. */
    public Path dataDirectory() {
        return directory.path();
    }

    /** True while less than max(256 MiB, 5 %) of the disk is free: refuse writes. At most a second old. */
    public boolean diskFull() {
        return supervisor.diskFull();
    }

    /** How far Redis is with reading its files; empty when it is done. At most a quarter of a second old. */
    public Optional<Loading> loading() {
        return supervisor.loading();
    }

    /** Ends Redis, everything written out, and gives the data directory free. Returns when it is gone. */
    @Override
    public void close() throws IOException {
        supervisor.stop();
        config.delete();
        directory.close();
    }
}
