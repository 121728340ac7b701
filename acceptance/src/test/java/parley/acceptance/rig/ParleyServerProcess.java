package parley.acceptance.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The product's own jar, running as a user runs it: a process, a free port, a data directory. Can be killed and started
 * again on the same port and data.
 */
public final class ParleyServerProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://[^:/]+:(\\d+)");
    private static final Pattern STATUS = Pattern.compile("\"status\":\"(\\w+)\"");
    private static final Pattern WORRY =
            Pattern.compile("^\\S+ (?:WARN|ERROR) +\\[[^]]*] (\\w+): .*", Pattern.MULTILINE);
    /** What a slow moment of the machine does to anybody: a long turn, a store that does not answer in time. */
    private static final Pattern MACHINE =
            Pattern.compile(" TurnWatch: | (?:Lane|Subscriber): .*(?:timed out|does not answer)");

    private static final Path JAR = repository().resolve("server/target/parley-server.jar");
    private static final long END_SECONDS = 20;

    private final Path data;
    private final boolean temporary;
    private final List<String> flags;
    /** Who may log warnings and errors. */
    private final Set<String> expected = new HashSet<>();

    private Process process;
    private int port;

    private ParleyServerProcess(Path data, boolean temporary, List<String> flags) {
        this.data = data;
        this.temporary = temporary;
        this.flags = flags;
        launch();
    }

    /** A server that ended before it was ready. */
    public static final class RefusedStartException extends IllegalStateException {
        private static final long serialVersionUID = 1;
        private final int exitCode;
        private final String log;

        RefusedStartException(int exitCode, String log) {
            super("The server ended before it was ready, with " + exitCode + ":\n" + log);
            this.exitCode = exitCode;
            this.log = log;
        }

        /** The exit code of its process. */
        public int exitCode() {
            return exitCode;
        }

        /** What it has written to its log. */
        public String log() {
            return log;
        }
    }

    /** Starts a server with an embedded store on an empty data directory; returns when it is ready. */
    public static ParleyServerProcess start(String... flags) {
        try {
            return new ParleyServerProcess(Files.createTempDirectory("parley-server-"), true, Arrays.asList(flags));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a server with an embedded store that has data already; returns when it is ready.
     *
     * @param data the folder with the data directory {@code store} in it
     */
    public static ParleyServerProcess startOn(Path data, String... flags) {
        return new ParleyServerProcess(data, false, Arrays.asList(flags));
    }

    /** The folder that holds the project's modules. */
    public static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("shared-model"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The port, the same after a restart. */
    public int port() {
        return port;
    }

    /** Its process. */
    public Process process() {
        return process;
    }

    /** Its data directory. */
    public Path data() {
        return data;
    }

    /** Where clients connect. */
    public URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    /** Where the page is; localhost, so that browsers take it for secure. */
    public String page() {
        return "http://localhost:" + port + "/";
    }

    /** What it says of itself: the {@code status} of {@code /health}. */
    public String health() {
        try (InputStream answer = URI.create(page() + "health").toURL().openStream()) {
            Matcher status = STATUS.matcher(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
            return status.find() ? status.group(1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The test does what a server warns of or logs as an error.
     *
     * @param loggers who logs it: simple names of classes
     */
    public ParleyServerProcess expects(String... loggers) {
        expected.addAll(List.of(loggers));
        return this;
    }

    /** The test takes its store away. */
    public ParleyServerProcess expectsOutages() {
        return expects("Lane", "Subscriber");
    }

    /** {@code kill -9}; its Redis ends with it. The next start may warn of what is left of both. */
    public void kill() {
        expects("LeftOver", "AppendOnlyTail");
        process.destroyForcibly().onExit().join();
    }

    /** Ends as by Ctrl+C. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the server did not stop within " + END_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts again, on the same port and data; returns when it is ready. */
    public void startAgain() {
        launch();
    }

    /** What it has written to its log so far. */
    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops; fails when it has logged a warning or an error that the test did not cause. */
    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        List<String> unexpected = WORRY.matcher(log())
                .results()
                .filter(line -> !expected.contains(line.group(1))
                        && !MACHINE.matcher(line.group()).find())
                .map(MatchResult::group)
                .toList();
        if (!unexpected.isEmpty()) {
            throw new AssertionError("the server has logged unexpectedly:\n" + String.join("\n", unexpected));
        }
        if (temporary) {
            Folders.tidyUp(data);
        }
    }

    private Path logFile() {
        return data.resolve("server-stderr.txt");
    }

    private void launch() {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing. Build it with: mvn -pl server -am -DskipTests package");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                JAR.toString(),
                "--port",
                Integer.toString(port),
                "--data",
                data.resolve("store").toString()));
        command.addAll(flags);
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start();
            port = awaitAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int awaitAddress() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return Integer.parseInt(address.group(1));
            }
        }
        throw new RefusedStartException(process.onExit().join().exitValue(), log());
    }
}
