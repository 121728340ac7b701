package parley.acceptance.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A run of the product's jar that ended by itself.
 *
 * @param code its exit code
 * @param out its standard output
 * @param err its standard error
 */
public record ParleyCommandRun(int code, String out, String err) {
    private static final long END_SECONDS = 180;

    /** Runs the jar until it ends. */
    public static ParleyCommandRun of(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                ParleyServerProcess.repository()
                        .resolve("server/target/parley-server.jar")
                        .toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("parley-", ".out");
            Path err = Files.createTempFile("parley-", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " did not end within " + END_SECONDS + " s");
                }
                return new ParleyCommandRun(
                        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
