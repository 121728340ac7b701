package parley.acceptance.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.rig.ParleyCommandRun;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;

/** A start that cannot succeed says in one line what to do, ends with a code that is not 0, and damages nothing. */
class BadStartIT {
    private static final int LONG_FILE_COMMANDS = 3_000_000;

    @TempDir
    private Path folder;

    @Test
    void aPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = run("--port", Integer.toString(taken.getLocalPort()), "--data", folder.toString());
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.line())
                    .contains(Integer.toString(taken.getLocalPort()))
                    .contains("--port");
        }
    }

    @Test
    void aDataDirectoryInUse() throws Exception {
        try (ParleyServerProcess first = ParleyServerProcess.start()) {
            Ended ended =
                    run("--port", "0", "--data", first.data().resolve("store").toString());
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.line()).contains("--data");
        }
    }

    @Test
    void aDataDirectoryThatIsAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Ended ended = run("--port", "0", "--data", file.toString());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.line()).contains("--data");
    }

    @Test
    void aRedisThatIsNotThere() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Ended ended = run("--port", "0", "--redis", "redis://127.0.0.1:" + port);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.line()).containsIgnoringCase("redis");
    }

    @Test
    void aRedisThatForgetsIsRefusedUnlessAllowed() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            command(redis, "CONFIG SET appendonly no");
            Ended ended = run("--port", "0", "--redis", redis.url());
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.line()).contains("--allow-volatile");

            try (ParleyServerProcess allowed = ParleyServerProcess.start("--redis", redis.url(), "--allow-volatile")
                    .expects("ParleyServer")) {
                assertThat(allowed.process().isAlive()).isTrue();
            }
        }
    }

    @Test
    void aNewerDataSet() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            try (ParleyServerProcess first = ParleyServerProcess.start("--redis", redis.url())) {
                assertThat(first.process().isAlive()).isTrue();
            }
            command(redis, "HSET parley:meta schema 999");
            Ended ended = run("--port", "0", "--redis", redis.url());
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.line()).containsIgnoringCase("newer");
        }
    }

    /** Redis answers while it reads, and ends only when it comes to the damage. */
    @Test
    void aLongFileThatIsDamagedAtItsEnd() throws Exception {
        try (ParleyServerProcess first = ParleyServerProcess.startOn(folder)) {
            assertThat(first.process().isAlive()).isTrue();
        }
        Path file = folder.resolve("store/redis/appendonlydir/appendonly.aof.1.incr.aof");
        String command = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n";
        Files.writeString(file, command.repeat(LONG_FILE_COMMANDS), StandardOpenOption.APPEND);
        Files.writeString(file, "no command\n", StandardOpenOption.APPEND);

        ParleyCommandRun run = ParleyCommandRun.of(
                "--port", "0", "--data", folder.resolve("store").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines().reduce((earlier, last) -> last).orElseThrow())
                .startsWith("The files of the embedded store in ")
                .contains("are damaged", "Bad file format", "Restore a backup");
    }

    @Test
    void aWrongOption() throws Exception {
        Ended ended = run("--port", "70000");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.line()).contains("70000");
    }

    private record Ended(int code, String line) {}

    /** Everything but a hint to the help must fit on one line. */
    private static Ended run(String... flags) {
        ParleyCommandRun run = ParleyCommandRun.of(flags);
        List<String> lines = run.err()
                .lines()
                .filter(line -> !line.startsWith("See parley --help"))
                .toList();
        assertThat(lines).as(run.err()).hasSize(1);
        return new Ended(run.code(), lines.get(0));
    }

    private static void command(RedisProcess redis, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isNotEqualTo('-');
        }
    }
}
