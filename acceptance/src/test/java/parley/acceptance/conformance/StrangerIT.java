package parley.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.rig.ParleyServerProcess;

/** A client in another language, over another WebSocket library, written from the document alone. */
@ExtendWith(ServerUnderTest.class)
class StrangerIT {
    private static final long PATIENCE_SECONDS = 120;

    @Test
    void clientWithoutAnyOfOurCodeIsServedAsTheDocumentSays(URI server, @TempDir Path folder) throws Exception {
        Path source = ParleyServerProcess.repository().resolve("acceptance/src/test/stranger");
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "stranger.mjs")) {
            Files.copy(source.resolve(file), folder.resolve(file));
        }
        run(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        assertThat(run(folder, "node", "stranger.mjs", server.toString())).contains("As docs/protocol.md says.");
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        File output = folder.resolve("output.txt").toFile();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
        assertThat(ended).as("%s ended: %s", List.of(command), said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
