package parley.server.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A real Redis server process of a test, on a port that stays the same when it is started again. */
public final class RedisServer {

    private static final String BINARY = "redis-server-7.0.15-linux-amd64";
    private static final long READY_MS = 20_000;

    private final Path directory;
    private final int port;
    private final List<String> options = new ArrayList<>();
    private Process process;

    /**
     * Makes a server that is not started.
     *
     * @param directory where it keeps its data
     */
    public RedisServer(Path directory) throws IOException {
        this.directory = directory;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
    }

    /** Adds settings for the next start, as on Redis' command line. */
    public RedisServer with(String... settings) {
        options.addAll(List.of(settings));
        return this;
    }

    /** Starts the server and waits until its data is loaded. */
    public void start() throws IOException {
        startOnly();
        Awaitility.await().until(this::loaded);
    }

    /** Starts the server and does not wait. */
    public void startOnly() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                binary().toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                directory.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--save",
                "",
                "--maxmemory-policy",
                "noeviction"));
        command.addAll(options);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    private boolean loaded() {
        try (Jedis jedis = jedis()) {
            return jedis.info("persistence").contains("loading:0");
        } catch (JedisException e) {
            return false;
        }
    }

    private Path binary() throws IOException {
        Path binary = directory.resolve("redis-server");
        if (!Files.exists(binary)) {
            try (InputStream in = RedisServer.class.getResourceAsStream("/" + BINARY)) {
                Files.copy(in, binary);
            }
            binary.toFile().setExecutable(true);
        }
        return binary;
    }

    /** Ends the server at once, as kill -9 does, and waits for its end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Redis does not die");
        }
    }

    /** Freezes ({@code STOP}) or thaws ({@code CONT}) the server's process. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Returns the server's address. */
    public RedisAddress address() {
        return new RedisAddress("127.0.0.1", port, null, null, false);
    }

    /** Returns the data directory. */
    public Path directory() {
        return directory;
    }

    /** Opens a plain connection, to look at what the store does. The test closes it. */
    public Jedis jedis() {
        return new Jedis("127.0.0.1", port);
    }

    /** Opens a store of a node, ready for use; names are held for 10 minutes. The test closes it. */
    public RedisStore open(String nodeId) {
        return open(nodeId, InstantSource.system());
    }

    /** Opens a store whose node has this clock. */
    public RedisStore open(String nodeId, InstantSource clock) {
        RedisStore store = RedisStore.open(new RedisStoreSettings(address(), nodeId, 600_000, () -> false, clock));
        store.awaitReady(READY_MS);
        return store;
    }
}
