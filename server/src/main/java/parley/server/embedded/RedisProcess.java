package parley.server.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One run of the Redis program, tied to the life of this process.
 *
 * <p>A killed JVM leaves its children running, and a second writer on the same files would ruin them. So the child is a
 * small shell script that holds the read end of a pipe from us: when we are gone, in whatever way, the pipe ends and the
 * script ends Redis with SIGTERM. In the other direction the script ends with Redis and returns its exit code. Signals
 * that go to a whole group of processes (Ctrl-C, {@code timeout}) do not end the script, and Redis gets a session of its
 * own where the system can do that: it is to end through us, after the last write.
 */
final class RedisProcess {

    private static final String WATCH = """
            umask 077
            trap '' INT HUP TERM
            command -v setsid >/dev/null && set -- setsid "$@"
            exec 3<&0
            "$@" </dev/null 3<&- & p=$!
            (while read -r _ <&3; do :; done; kill $p 2>/dev/null) & w=$!
            exec 3<&-
            wait $p; rc=$?
            kill -9 $w 2>/dev/null
            exit $rc
            """;

    private final Process process;

    private RedisProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts the program.
     *
     * @param fsync wins over what the configuration says
     * @param log what Redis and the shell print is appended to it
     */
    static RedisProcess start(Path binary, Path config, Fsync fsync, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "/bin/sh",
                "-c",
                WATCH,
                "redis-watch",
                binary.toString(),
                config.toString(),
                "--" + Fsync.SETTING,
                fsync.word());
        // Parley's settings may come with secrets in the environment; the child needs none of them.
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        return new RedisProcess(builder.start());
    }

    /** Waits for its end; true when it has ended. */
    boolean endsWithin(long timeoutMs) throws InterruptedException {
        return process.waitFor(timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** Redis' exit code, or the shell's 126 and 127 when it could not be started at all. */
    int exitCode() {
        return process.exitValue();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Ends Redis: by its own clean way, and by force after {@code timeoutMs}. Returns when it is gone. */
    void stop(long timeoutMs) throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }
    }
}
