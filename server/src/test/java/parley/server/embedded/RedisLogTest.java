package parley.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisLogTest {

    private static final String EARLIER_RUN = """
            7:C 24 Nov 2026 21:00:00.001 # oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo
            7:M 24 Nov 2026 21:00:01.001 # Redis is now ready to exit, bye bye...
            """;
    private static final String LAST_RUN = """
            8:C 24 Nov 2026 21:01:00.001 # oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo
            8:M 24 Nov 2026 21:01:00.002 # WARNING Memory overcommit must be enabled!
            8:M 24 Nov 2026 21:01:00.003 * Ready to accept connections
            """;

    @Test
    void warningOfTheLastRunIsItsReason() {
        assertThat(RedisLog.lastWords(EARLIER_RUN
                        + LAST_RUN
                        + "8:M 24 Nov 2026 21:01:05.000 # Can't recover from AOF write error\n"
                        + "8:M 24 Nov 2026 21:01:05.001 * something else\n"))
                .isEqualTo("Can't recover from AOF write error");
    }

    @Test
    void withoutAWarningItsLastLineIs() {
        assertThat(RedisLog.lastWords(EARLIER_RUN + LAST_RUN)).endsWith("* Ready to accept connections");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Can't recover from AOF write error when the AOF fsync policy is 'always'. Exiting...",
                "Can't persist AOF for fsync error when the AOF fsync policy is 'always': No space left on device. Exiting...",
                "Can't open or create append-only dir appendonlydir: No space left on device"
            })
    void diskThatTakesNothingIsToldFromDamage(String words) {
        assertThat(Launcher.couldNotWrite(words)).isTrue();
    }

    @Test
    void damageIsNotTakenForADiskThatTakesNothing() {
        assertThat(Launcher.couldNotWrite("Bad file format reading the append only file appendonly.aof.1.incr.aof"))
                .isFalse();
    }

    @Test
    void nothingWasSaidInAFileThatIsNotThere(@TempDir Path directory) {
        assertThat(new RedisLog(directory.resolve("none")).lastWords()).isEqualTo("nothing");
    }
}
