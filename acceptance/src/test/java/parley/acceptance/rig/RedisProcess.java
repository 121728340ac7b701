package parley.acceptance.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;

/** A durable Redis of its own for servers started with {@code --redis}: the binary that the server's jar carries, or another. */
public final class RedisProcess implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final List<String> runner;
    private final String program;
    private final Map<String, String> environment;
    private final List<String> flags;
    private Process process;

    private RedisProcess(
            Path folder, List<String> runner, String program, Map<String, String> environment, List<String> flags)
            throws IOException {
        this.folder = folder;
        this.port = freePort();
        this.runner = runner;
        this.program = program;
        this.environment = environment;
        this.flags = flags;
        launch();
    }

    /**
     * Starts an empty one; returns when it answers.
     *
     * @param flags come after the usual ones, so that they win
     */
    public static RedisProcess start(String... flags) {
        return start(List.of(), flags);
    }

    /** Starts an empty one whose system calls strace notes in a file. */
    public static RedisProcess traced(Path trace, String[] straceFlags, String... flags) {
        List<String> strace = new ArrayList<>(List.of("strace", "-o", trace.toString()));
        strace.addAll(List.of(straceFlags));
        return start(strace, flags);
    }

    /** Starts an empty one: this program, with these variables beside those that are there. */
    public static RedisProcess of(Path program, Map<String, String> environment, String... flags) {
        try {
            Path folder = Files.createTempDirectory("parley-redis-");
            return new RedisProcess(folder, List.of(), program.toString(), environment, List.of(flags));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RedisProcess start(List<String> runner, String... flags) {
        try {
            Path folder = Files.createTempDirectory("parley-redis-");
            Path program = folder.resolve("redis-server");
            unpack(program);
            return new RedisProcess(folder, runner, program.toString(), Map.of(), List.of(flags));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its port on the loopback address. */
    public int port() {
        return port;
    }

    /** The setting for a server. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Its process. */
    public Process process() {
        return process;
    }

    /** Where its files are. */
    public Path folder() {
        return folder;
    }

    /** {@code kill -9}. */
    public void kill() {
        if (runner.isEmpty()) {
            process.destroyForcibly();
        } else {
            // The runner ends by itself when it has written down the last.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        process.onExit().join();
    }

    /** {@code kill -STOP}: it does nothing any more, and its connections stay. */
    public void stop() {
        signal("STOP");
    }

    /** {@code kill -CONT}. */
    public void goOn() {
        signal("CONT");
    }

    /** Starts again on the same port and files. */
    public void startAgain() {
        launch();
    }

    @Override
    public void close() {
        kill();
        Folders.tidyUp(folder);
    }

    private void signal(String name) {
        try {
            int failed = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (failed != 0) {
                throw new AssertionError("kill -" + name + " failed: " + failed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void launch() {
        try {
            List<String> command = new ArrayList<>(runner);
            command.addAll(List.of(
                    program,
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    folder.toString(),
                    "--appendonly",
                    "yes",
                    "--appendfsync",
                    "always",
                    "--save",
                    ""));
            command.addAll(flags);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("redis.log").toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("Redis answers").atMost(Duration.ofSeconds(30)).until(this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }

    /** The name says for which system it was built: redis-server-7.0.15-linux-amd64. */
    private static void unpack(Path target) throws IOException {
        String arm = System.getProperty("os.arch").contains("aarch64") ? "arm64" : "amd64";
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        Path jar = ParleyServerProcess.repository().resolve("server/target/parley-server.jar");
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream binary = zip.getInputStream(zip.stream()
                        .filter(entry -> entry.getName().startsWith("redis-server-")
                                && entry.getName().endsWith(system + "-" + arm))
                        .findFirst()
                        .orElseThrow())) {
            Files.copy(binary, target);
        }
        if (!target.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + target + " executable");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
