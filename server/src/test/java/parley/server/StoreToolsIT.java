package parley.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.server.cli.ParleyCommand;
import parley.server.embedded.EmbeddedRedis;
import parley.server.embedded.Fsync;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.EventKind;
import parley.server.store.redis.RedisAddress;
import parley.server.store.redis.RedisStore;
import parley.server.store.redis.RedisStoreSettings;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** parley verify, export and import as a person starts them, on the embedded store. */
final class StoreToolsIT {

    private static final OperatorDesk NO_DESK = new OperatorDesk(System.out, System.err);

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream systemErr = System.err;
    private byte[] input = {};
    private Path data;

    @BeforeEach
    void capture() {
        data = temporary.resolve("data");
        // Wrong options are told by the command line itself, there.
        System.setErr(new PrintStream(err, true, UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(systemErr);
    }

    @Test
    void soundStoreIsVerified() throws Exception {
        write("hello", "world");
        assertThat(run("verify", "--data", data.toString())).isZero();
        assertThat(out.toString(UTF_8)).isEqualToNormalizingNewlines("""
                Checked 1 room with 2 events and 2 retry keys: all is well.
                """);
    }

    @Test
    void damageIsToldAndIsTheExitCode() throws Exception {
        write("hello", "world");
        try (EmbeddedRedis redis = start();
                Jedis jedis = connect(redis)) {
            jedis.lset(jedis.keys("*:room:lobby:log:0").iterator().next(), 1, "damaged");
        }
        assertThat(run("verify", "--data", data.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("room lobby, event 2: ", "1 damaged.");
        assertThat(run("export", "-", "--data", data.toString())).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("The room lobby is damaged: event 2");
    }

    @Test
    void storeInUseCannotBeVerified() throws Exception {
        try (EmbeddedRedis redis = start()) {
            assertThat(redis.dataDirectory()).exists();
            assertThat(run("verify", "--data", data.toString())).isEqualTo(2);
            assertThat(run("export", "-", "--data", data.toString())).isEqualTo(1);
        }
        assertThat(err.toString(UTF_8)).contains("is in use by another Parley");
        assertThat(out.size()).isZero();
    }

    @Test
    void directoryWithoutAStoreCannotBeVerifiedAndStaysAway() {
        assertThat(run("verify", "--data", data.toString())).isEqualTo(2);
        assertThat(run("export", "-", "--data", data.toString())).isEqualTo(1);
        assertThat(data).doesNotExist();
        assertThat(err.toString(UTF_8)).contains("There is no data of Parley in " + data);
    }

    @Test
    void redisThatIsNotThereCannotBeVerified() {
        assertThat(run("verify", "--redis", "redis://127.0.0.1:1")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("Redis at 127.0.0.1:1 does not answer");
    }

    @Test
    void optionsBeforeTheCommandAndTwoStoresAreRefused() {
        assertThat(run("--data", data.toString(), "verify")).isEqualTo(2);
        assertThat(run("verify", "--data", data.toString(), "--redis", "redis://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("Write options behind the command", "--data or --redis, not both");
        assertThat(data).doesNotExist();
    }

    @Test
    void flagWinsOverAStoreOfTheEnvironment() throws Exception {
        write("hello");
        int exit = ParleyCommand.execute(
                settings -> 9,
                tools(),
                NO_DESK,
                Map.of("PARLEY_REDIS", "redis://127.0.0.1:1"),
                "verify",
                "--data=" + data);
        assertThat(exit).isZero();
    }

    @Test
    void exportedFileIsItsOwnersAndMovesTheRoomsToAnotherDirectory() throws Exception {
        write("hello", "world");
        Path file = temporary.resolve("rooms.ndjson");
        assertThat(run("export", file.toString(), "--data", data.toString())).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly("data", "rooms.ndjson");

        String other = temporary.resolve("other").toString();
        assertThat(run("import", file.toString(), "--dry-run", "--data", other)).isZero();
        assertThat(files()).containsExactly("data", "rooms.ndjson");
        start(Path.of(other)).close();
        assertThat(run("import", file.toString(), "--dry-run", "--data", other)).isZero();
        assertThat(run("verify", "--data", other)).isEqualTo(2);
        assertThat(run("import", file.toString(), "--data", other)).isZero();
        assertThat(run("verify", "--data", other)).isZero();
        assertThat(run("import", file.toString(), "--dry-run", "--data", other)).isEqualTo(1);

        assertThat(out.toString(UTF_8)).contains("Checked 1 room with 2 events");
        assertThat(err.toString(UTF_8))
                .contains(
                        "Would import 1 room with 2 events into a new store. Nothing was changed.",
                        "Would import 1 room with 2 events. Nothing was changed.",
                        "There is no data of Parley in this Redis.",
                        "Imported 1 room with 2 events.",
                        "This room exists already: lobby. Nothing was changed.");
    }

    @Test
    void exportAndImportByPipe() throws Exception {
        write("hello");
        assertThat(run("export", "-", "--data", data.toString())).isZero();
        input = out.toByteArray();
        out.reset();
        String other = temporary.resolve("other").toString();
        assertThat(run("import", "-", "--data", other)).isZero();
        assertThat(run("export", "-", "--data", other)).isZero();
        List<String> before = new String(input, UTF_8).lines().toList();
        List<String> after = out.toString(UTF_8).lines().toList();
        assertThat(after).hasSameSizeAs(before);
        assertThat(after.get(2)).isEqualTo(before.get(2)).contains("\"message\":\"hello\"");
    }

    @Test
    void brokenFileIsRefusedBeforeThereIsAStore() throws Exception {
        write("hello");
        run("export", "-", "--data", data.toString());
        byte[] whole = out.toByteArray();
        input = java.util.Arrays.copyOf(whole, whole.length - 20);
        Path other = temporary.resolve("other");
        assertThat(run("import", "-", "--data", other.toString())).isEqualTo(1);
        assertThat(other).doesNotExist();
        assertThat(err.toString(UTF_8)).contains("Line 5: the file ends within it. Nothing was changed.");
    }

    @Test
    void exportThatFailsLeavesTheOldFile() throws Exception {
        write("hello", "world");
        try (EmbeddedRedis redis = start();
                Jedis jedis = connect(redis)) {
            jedis.lset(jedis.keys("*:room:lobby:log:0").iterator().next(), 1, "damaged");
        }
        Path file = Files.writeString(temporary.resolve("rooms.ndjson"), "old");
        assertThat(run("export", file.toString(), "--data", data.toString())).isEqualTo(1);
        assertThat(file).hasContent("old");
        assertThat(files()).containsExactly("data", "rooms.ndjson");
    }

    @Test
    void fileThatCannotBeUsedIsNamed() throws Exception {
        write("hello");
        String missing = temporary.resolve("missing/rooms.ndjson").toString();
        assertThat(run("export", missing, "--data", data.toString())).isEqualTo(1);
        assertThat(run("import", missing, "--data", data.toString())).isEqualTo(1);
        assertThat(run("export", temporary.toString(), "--data", data.toString()))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "The file " + missing + " cannot be read or written (no such file or directory).",
                        "The file " + missing + " cannot be read or written (no such file or directory).",
                        "The file " + temporary + " cannot be read or written (it is a directory).");
    }

    @Test
    void fullOutputIsNoticed() throws Exception {
        write("hello");
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        StoreTools tools = new StoreTools(new ByteArrayInputStream(input), full, System.err);
        assertThat(ParleyCommand.execute(
                        settings -> 9, tools, NO_DESK, Map.of(), "export", "-", "--data", data.toString()))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("No space left on device");
    }

    private int run(String... arguments) {
        return ParleyCommand.execute(settings -> 9, tools(), NO_DESK, Map.of(), arguments);
    }

    private StoreTools tools() {
        return new StoreTools(new ByteArrayInputStream(input), out, System.err);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(temporary)) {
            return list.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private EmbeddedRedis start() throws Exception {
        return start(data);
    }

    private static EmbeddedRedis start(Path data) throws Exception {
        return EmbeddedRedis.start(data, EmbeddedRedis.Options.of(Fsync.ALWAYS, reason -> {}));
    }

    private void write(String... texts) throws Exception {
        try (EmbeddedRedis redis = start()) {
            RedisAddress address = new RedisAddress(redis.host(), redis.port(), null, redis.password(), false);
            try (RedisStore store = RedisStore.open(
                    new RedisStoreSettings(address, "n1", 600_000, () -> false, InstantSource.system()))) {
                store.awaitReady(20_000);
                for (String text : texts) {
                    Append append =
                            new Append("lobby", EventKind.MESSAGE, "u_a", "A", "ref " + text, 0, text, null, false);
                    CompletableFuture<AppendResult> result = new CompletableFuture<>();
                    store.roomLog().append(append, Runnable::run, result::complete);
                    assertThat(result.get(20, TimeUnit.SECONDS)).isInstanceOf(AppendResult.Stored.class);
                }
            }
        }
    }

    private static Jedis connect(EmbeddedRedis redis) {
        await().until(() -> redis.loading().isEmpty());
        return new Jedis(
                new HostAndPort(redis.host(), redis.port()),
                DefaultJedisClientConfig.builder()
                        .password(redis.password())
                        .resp2()
                        .build());
    }
}
