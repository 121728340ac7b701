package parley.server;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import parley.server.cli.StartFailure;
import parley.server.cli.StoreOptions;
import parley.server.embedded.EmbeddedRedis;
import parley.server.embedded.EmbeddedRedisException;
import parley.server.embedded.Fsync;
import parley.server.store.redis.RedisAddress;

/**
 * The Redis that a command works on: one of the operator's own, or that of a data directory, started for the command.
 *
 * @param embedded the one that was started
 * @param diskFull whether the disk under it is nearly full, as far as that can be seen
 */
record ToolStore(Optional<EmbeddedRedis> embedded, RedisAddress address, BooleanSupplier diskFull)
        implements AutoCloseable {

    /** Opens a store that is there. A mistyped directory must not become an empty store that is found to be well. */
    static ToolStore existing(StoreOptions options, PrintStream err)
            throws StartFailure, EmbeddedRedisException, InterruptedException {
        if (options.redis().isEmpty() && !holdsStore(options.dataDirectory())) {
            throw new StartFailure(
                    "There is no data of Parley in " + options.dataDirectory() + ". Correct --data or give --redis.");
        }
        return open(options, err);
    }

    /** The same, also while a server uses it. */
    static ToolStore beside(StoreOptions options, PrintStream err)
            throws StartFailure, EmbeddedRedisException, InterruptedException {
        if (options.redis().isEmpty()) {
            Optional<EmbeddedRedis.Access> running = EmbeddedRedis.runningOn(options.dataDirectory());
            if (running.isPresent()) {
                EmbeddedRedis.Access redis = running.get();
                RedisAddress address = new RedisAddress(redis.host(), redis.port(), null, redis.password(), false);
                return new ToolStore(Optional.empty(), address, () -> false);
            }
        }
        return existing(options, err);
    }

    /** Opens a store, made when it is missing. */
    static ToolStore open(StoreOptions options, PrintStream err)
            throws StartFailure, EmbeddedRedisException, InterruptedException {
        Optional<URI> url = options.redis();
        if (url.isPresent()) {
            try {
                return new ToolStore(
                        Optional.empty(), RedisAddress.parse(url.get().toString()), () -> false);
            } catch (IllegalArgumentException e) {
                throw new StartFailure(String.valueOf(e.getMessage()), e);
            }
        }
        EmbeddedRedis redis =
                EmbeddedRedis.start(options.dataDirectory(), EmbeddedRedis.Options.of(Fsync.ALWAYS, err::println));
        RedisAddress address = new RedisAddress(redis.host(), redis.port(), null, redis.password(), false);
        return new ToolStore(Optional.of(redis), address, redis::diskFull);
    }

    /** Returns whether a store was ever started in a directory. */
    static boolean holdsStore(Path directory) {
        return Files.isDirectory(directory.resolve("redis"));
    }

    @Override
    public void close() throws StartFailure {
        if (embedded.isEmpty()) {
            return;
        }
        try {
            embedded.get().close();
        } catch (IOException e) {
            throw new StartFailure("The embedded store did not end cleanly (" + e.getMessage() + ").", e);
        }
    }
}
