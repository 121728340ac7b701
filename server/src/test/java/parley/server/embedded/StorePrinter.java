package parley.server.embedded;

import java.nio.file.Path;

/** A Parley of the tests in a process of its own: starts the store in the given directory, says so, and waits. */
final class StorePrinter {

    private StorePrinter() {}

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(
                Path.of(arguments[0]), EmbeddedRedis.Options.of(Fsync.ALWAYS, System.out::println))) {
            System.out.println(redis.port() + " " + redis.password());
            System.in.read();
        } catch (EmbeddedRedisException refused) {
            System.out.println(refused.getMessage());
        }
    }
}
