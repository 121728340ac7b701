package parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParleyCommandTest {

    private static final StoreCommands NO_TOOLS = new StoreCommands() {
        @Override
        public boolean verify(StoreOptions store) {
            throw new AssertionError("must not verify");
        }

        @Override
        public void exportRooms(StoreOptions store, String file) {
            throw new AssertionError("must not export");
        }

        @Override
        public void importRooms(StoreOptions store, String file, boolean dryRun) {
            throw new AssertionError("must not import");
        }
    };

    private static final OperatorCommands NO_DESK = (OperatorCommands) Proxy.newProxyInstance(
            OperatorCommands.class.getClassLoader(),
            new Class<?>[] {OperatorCommands.class},
            (proxy, method, arguments) -> {
                throw new AssertionError("must not " + method.getName());
            });

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream systemOut = System.out;
    private final PrintStream systemErr = System.err;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(systemOut);
        System.setErr(systemErr);
    }

    @Test
    void withoutSubCommandTheServerRuns() {
        int[] port = {0};
        int exit = execute(
                settings -> {
                    port[0] = settings.port();
                    return 0;
                },
                "--port=4000");
        assertThat(exit).isZero();
        assertThat(port).containsExactly(4000);
    }

    @Test
    void helpNamesTheSettingsAndRunsNothing() {
        assertThat(execute(ParleyCommandTest::mustNotRun, "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--guest-name-hold", "--redis", "PARLEY_PORT", "Exit codes")
                .doesNotContain("--redis-cluster");
    }

    @Test
    void versionIsTheBuilds() {
        assertThat(execute(ParleyCommandTest::mustNotRun, "--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern("Parley \\d+\\.\\d+\\.\\d+");
    }

    @Test
    void wrongFlagIsToldInOneLineWithWhatWouldBeRight() {
        assertThat(execute(ParleyCommandTest::mustNotRun, "--port=http")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Invalid value for option '--port': 'http' is not a port (0 to 65535)", "See parley --help.");
    }

    @Test
    void wrongVariableIsNamed() {
        int exit =
                ParleyCommand.execute(ParleyCommandTest::mustNotRun, NO_TOOLS, NO_DESK, Map.of("PARLEY_ROOMS", "ajar"));
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("PARLEY_ROOMS: ")
                .contains("'ajar'");
    }

    @Test
    void wrongLineOfTheFileIsNamed() throws Exception {
        Path file = Files.writeString(temporary.resolve("p.properties"), "rooms = ajar\n");
        assertThat(execute(ParleyCommandTest::mustNotRun, "--config", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("rooms in " + file + ": ");
    }

    @Test
    void unknownSettingInTheFileIsRefused() throws Exception {
        Path file = Files.writeString(temporary.resolve("p.properties"), "prot = 3000\n");
        assertThat(execute(ParleyCommandTest::mustNotRun, "--config=" + file)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no setting 'prot'");
    }

    @Test
    void missingFileIsTold() {
        assertThat(execute(ParleyCommandTest::mustNotRun, "--config=/nowhere/p.properties"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("The settings file /nowhere/p.properties");
    }

    @Test
    void passwordOfAWrongRedisUrlIsNotPrinted() {
        assertThat(execute(ParleyCommandTest::mustNotRun, "--redis=http://:secret@host"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("redis://HOST:PORT")
                .doesNotContain("secret");
    }

    @Test
    void failureToStartIsItsMessageAlone() {
        int exit = execute(settings -> {
            throw new StartFailure("Port 3000 is in use. Stop the other program or start with --port 3001.");
        });
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("Port 3000 is in use. Stop the other program or start with --port 3001.");
    }

    private static int execute(ParleyCommand.Run run, String... arguments) {
        return ParleyCommand.execute(run, NO_TOOLS, NO_DESK, Map.of(), arguments);
    }

    private static int mustNotRun(Settings settings) {
        throw new AssertionError("the server must not run");
    }
}
