package parley.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.ExpectedLogs;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

@ExpectedLogs({"Supervisor", "LeftOver", "RedisLog", "AppendOnlyTail"})
class EmbeddedRedisIT {

    @TempDir
    Path temporary;

    private final List<String> givenUp = new CopyOnWriteArrayList<>();
    private final List<Process> parleys = new ArrayList<>();
    private Path data;

    @BeforeEach
    void nameTheDataDirectory() {
        data = temporary.resolve("Parley's \"data\" \\ ü");
    }

    @AfterEach
    void endProcesses() throws Exception {
        for (Process parley : parleys) {
            parley.destroyForcibly().waitFor();
        }
    }

    @Test
    void keepsWhatWasWrittenFromOneStartToTheNext() throws Exception {
        try (EmbeddedRedis first = start();
                Jedis redis = connect(first)) {
            redis.set("greeting", "hello");
        }
        try (EmbeddedRedis second = start();
                Jedis redis = connect(loaded(second))) {
            assertThat(redis.get("greeting")).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200_000})
    void filesThatAreDamagedAreSaidToBe(int commandsBefore) throws Exception {
        start().close();
        Path file = data.resolve("redis/appendonlydir/appendonly.aof.1.incr.aof");
        Files.writeString(file, "*1\r\n$4\r\nPING\r\n".repeat(commandsBefore) + "no command\n");
        assertThat(whyItEnds())
                .contains("are damaged (", "Bad file format")
                .endsWith("Restore a backup of the data directory.");
        Files.delete(file.resolveSibling("appendonly.aof.1.base.rdb"));
        assertThat(whyItEnds()).endsWith("Restore a backup of the data directory.");
    }

    /** Redis may answer before it comes to the place that is damaged. */
    private String whyItEnds() throws Exception {
        givenUp.clear();
        try {
            EmbeddedRedis loading = start();
            await().untilAsserted(() -> assertThat(givenUp).hasSize(1));
            loading.close();
            return givenUp.get(0);
        } catch (EmbeddedRedisException atOnce) {
            return atOnce.getMessage();
        }
    }

    @Test
    void isDurableNeverEvictsAndListensOnLoopbackOnly() throws Exception {
        try (EmbeddedRedis store = start();
                Jedis redis = connect(store)) {
            assertThat(redis.configGet("appendonly")).containsValue("yes");
            assertThat(redis.configGet("appendfsync")).containsValue("always");
            assertThat(redis.configGet("maxmemory-policy")).containsValue("noeviction");
            assertThat(redis.configGet("maxmemory")).containsEntry("maxmemory", Long.toString(64 << 20));
            assertThat(redis.configGet("bind")).containsValue("127.0.0.1");
            assertThat(redis.configGet("save")).containsValue("");
        }
    }

    @Test
    void wantsItsPasswordWhichOnlyTheOwnerCanRead() throws Exception {
        try (EmbeddedRedis store = start();
                Jedis stranger = new Jedis(store.host(), store.port())) {
            assertThatThrownBy(() -> stranger.get("greeting")).hasMessageContaining("NOAUTH");
            Path config = store.dataDirectory().resolve("redis/redis.conf");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(config)).contains(store.password());
        }
    }

    @Test
    void killedRedisComesBackAtTheSamePlaceWithEverything() throws Exception {
        try (EmbeddedRedis store = start()) {
            long killed = processId(store);
            try (Jedis redis = connect(store)) {
                redis.set("greeting", "hello");
            }
            kill(killed);
            await().ignoreExceptionsInstanceOf(JedisException.class).untilAsserted(() -> {
                assertThat(processId(store)).isNotEqualTo(killed);
                try (Jedis redis = connect(store)) {
                    assertThat(redis.get("greeting")).isEqualTo("hello");
                }
            });
            assertThat(givenUp).isEmpty();
        }
    }

    @Test
    void signalToTheWholeGroupDoesNotReachRedis() throws Exception {
        try (EmbeddedRedis store = start()) {
            long pid = processId(store);
            signal("TERM", watcherOf(pid));
            signal("INT", watcherOf(pid));
            signal("HUP", watcherOf(pid));
            assertThat(ProcessHandle.of(watcherOf(pid))).isPresent();
            assertThat(processId(store)).isEqualTo(pid);
        }
    }

    @Test
    void redisWhoseWatcherWasKilledIsReplacedNotDoubled() throws Exception {
        try (EmbeddedRedis store = start()) {
            ProcessHandle orphan = ProcessHandle.of(processId(store)).orElseThrow();
            try (Jedis redis = connect(store)) {
                redis.set("greeting", "hello");
            }
            kill(watcherOf(orphan.pid()));
            await().ignoreExceptionsInstanceOf(JedisException.class)
                    .until(() -> processId(store), pid -> pid != orphan.pid());
            await().until(() -> !orphan.isAlive());
            try (Jedis redis = connect(loaded(store))) {
                assertThat(redis.get("greeting")).isEqualTo("hello");
            }
        }
    }

    private static long watcherOf(long redis) {
        return ProcessHandle.of(redis)
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .pid();
    }

    @Test
    void redisThatEndsAgainAndAgainIsGivenUpWithOneLine() throws Exception {
        EmbeddedRedis store = start(new RestartPolicy(2, 60_000, 1));
        try (store) {
            long first = processId(store);
            kill(first);
            await().ignoreExceptionsInstanceOf(JedisException.class)
                    .until(() -> processId(store), second -> second != first);
            kill(processId(store));
            await().untilAsserted(() -> assertThat(givenUp).hasSize(1));
        }
        assertThat(givenUp)
                .singleElement()
                .asString()
                .contains("ended 2 times in a row", "redis.log")
                .doesNotContain("\n");
    }

    @Test
    void redisEndsWithAKilledParley() throws Exception {
        Process parley = startParley();
        String[] portAndPassword = firstLine(parley).split(" ");
        int port = Integer.parseInt(portAndPassword[0]);
        ProcessHandle redis =
                ProcessHandle.of(processId(port, portAndPassword[1])).orElseThrow();

        parley.destroyForcibly();

        redis.onExit().get(10, TimeUnit.SECONDS);
    }

    @Test
    void secondParleyOnOneDirectoryIsRefused() throws Exception {
        try (EmbeddedRedis store = start()) {
            long pid = processId(store);
            assertThat(firstLine(startParley()))
                    .contains("in use by another Parley (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(processId(store)).isEqualTo(pid);
        }
    }

    @Test
    void leftOverRedisIsStoppedAndItsDataKept() throws Exception {
        Launcher.Launched leftOver = launchWithoutOwner();
        try (Jedis redis = connect(leftOver.config().port(), leftOver.config().password())) {
            redis.set("greeting", "hello");
        }
        try (EmbeddedRedis store = start();
                Jedis redis = connect(loaded(store))) {
            assertThat(leftOver.process().endsWithin(0)).isTrue();
            assertThat(redis.get("greeting")).isEqualTo("hello");
        }
    }

    @Test
    void leftOverRedisThatDoesNotReactIsKilled() throws Exception {
        Launcher.Launched leftOver = launchWithoutOwner();
        RedisConfig config = leftOver.config();
        signal("STOP", processId(config.port(), config.password()));

        start().close();

        assertThat(leftOver.process().endsWithin(5_000)).isTrue();
    }

    @Test
    void copyOfADataDirectoryLeavesTheOriginalsRedisAlone() throws Exception {
        try (EmbeddedRedis original = start()) {
            long pid = processId(original);
            Path copy = temporary.resolve("copy");
            Process copying =
                    new ProcessBuilder("cp", "-r", original.dataDirectory().toString(), copy.toString()).start();
            assertThat(copying.waitFor()).isZero();

            EmbeddedRedis.start(copy, options(RestartPolicy.DEFAULT)).close();

            assertThat(processId(original)).isEqualTo(pid);
        }
    }

    @Test
    void answersWhileItReadsItsFilesAndSaysHowFarItIs() throws Exception {
        try (EmbeddedRedis store = start();
                Jedis redis = connect(store)) {
            redis.eval("for i = 1, 400000 do redis.call('SET', i, i) end");
        }
        try (EmbeddedRedis store = start()) {
            assertThat(store.loading()).hasValueSatisfying(loading -> {
                assertThat(loading.totalBytes()).isGreaterThan(1_000_000);
                assertThat(loading.percent()).isBetween(0, 100);
            });
            try (Jedis redis = connect(loaded(store))) {
                assertThat(redis.dbSize()).isEqualTo(400_000);
            }
        }
    }

    @Test
    void closeIsCleanAndLeavesNoPassword() throws Exception {
        EmbeddedRedis store = start();
        ProcessHandle redis = ProcessHandle.of(processId(store)).orElseThrow();
        store.close();
        assertThat(redis.isAlive()).isFalse();
        assertThat(data.resolve("redis/redis.conf")).doesNotExist();
        assertThat(Files.readString(data.resolve("redis/redis.log"))).contains("bye bye");
        assertThat(givenUp).isEmpty();
    }

    private EmbeddedRedis start() throws Exception {
        return start(RestartPolicy.DEFAULT);
    }

    private EmbeddedRedis start(RestartPolicy restarts) throws Exception {
        return EmbeddedRedis.start(data, options(restarts));
    }

    private EmbeddedRedis.Options options(RestartPolicy restarts) {
        return new EmbeddedRedis.Options(Fsync.ALWAYS, 64 << 20, restarts, givenUp::add);
    }

    /** A Redis as a killed Parley leaves it behind: running on the directory, which nobody has locked. */
    private Launcher.Launched launchWithoutOwner() throws Exception {
        start().close();
        Path directory = data.toRealPath().resolve("redis");
        Path binary = RedisBinary.forThisMachine().unpackInto(directory);
        RedisLog log = new RedisLog(directory.resolve("redis.log"));
        return new Launcher(directory, binary, log).launch(options(RestartPolicy.DEFAULT));
    }

    private Process startParley() throws Exception {
        Process parley = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StorePrinter.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        parleys.add(parley);
        return parley;
    }

    private static String firstLine(Process process) throws Exception {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        return String.valueOf(out.readLine());
    }

    private static EmbeddedRedis loaded(EmbeddedRedis store) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> store.loading().isEmpty());
        return store;
    }

    private static Jedis connect(EmbeddedRedis store) {
        return connect(store.port(), store.password());
    }

    private static Jedis connect(int port, String password) {
        return new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .password(password)
                        .timeoutMillis(30_000)
                        .resp2()
                        .build());
    }

    private static long processId(EmbeddedRedis store) {
        return processId(store.port(), store.password());
    }

    private static long processId(int port, String password) {
        try (Jedis redis = connect(port, password)) {
            return redis.info("server")
                    .lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .mapToLong(line -> Long.parseLong(line.substring("process_id:".length())))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void kill(long pid) throws Exception {
        signal("KILL", pid);
    }

    private static void signal(String name, long pid) throws Exception {
        Process kill = new ProcessBuilder("/bin/kill", "-" + name, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }
}
