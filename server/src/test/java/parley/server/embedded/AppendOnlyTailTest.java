package parley.server.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.server.ExpectedLogs;

@ExpectedLogs("AppendOnlyTail")
class AppendOnlyTailTest {

    private static final String SELECT = command("SELECT", "0");
    private static final String SMALL = command("HSET", "key", "field", "one\r\ntwo");
    private static final String TRANSACTION = command("MULTI")
            + command("RPUSH", "log", "*1\r\n$5\r\nMULTI\r\n")
            + command("HSET", "room", "seq", "1")
            + command("EXEC");

    @TempDir
    Path redis;

    private static String command(String... words) {
        StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return text.toString();
    }

    private Path file(String content) throws IOException {
        Path folder = Files.createDirectories(redis.resolve("appendonlydir"));
        Files.writeString(
                folder.resolve("appendonly.aof.manifest"),
                "file appendonly.aof.3.base.rdb seq 3 type b\nfile appendonly.aof.3.incr.aof seq 3 type i\n");
        return Files.writeString(folder.resolve("appendonly.aof.3.incr.aof"), content);
    }

    @Test
    void whereverItIsCutWholeTransactionsAreLeft() throws IOException {
        String all = SELECT + TRANSACTION + SMALL + TRANSACTION;
        int[] ends = {
            0, SELECT.length(), (SELECT + TRANSACTION).length(), (SELECT + TRANSACTION + SMALL).length(), all.length()
        };
        for (int at = 0; at <= all.length(); at++) {
            Path file = file(all.substring(0, at));
            AppendOnlyTail.mend(redis);
            int limit = at;
            assertThat(Files.size(file))
                    .as("cut at %d", at)
                    .isEqualTo(Arrays.stream(ends)
                            .filter(end -> end <= limit)
                            .max()
                            .orElseThrow());
            assertThat(Files.readString(file)).isEqualTo(all.substring(0, (int) Files.size(file)));
        }
    }

    @Test
    void damageInTheMiddleIsLeftToRedis() throws IOException {
        for (String damaged : new String[] {SELECT + "no command\n" + SMALL, SELECT + "*x\r\n", "*1\r\n$3\n"}) {
            Path file = file(damaged);
            AppendOnlyTail.mend(redis);
            assertThat(Files.readString(file, UTF_8)).isEqualTo(damaged);
        }
    }

    @Test
    void nothingIsToBeMendedInAnEmptyFolder() throws IOException {
        AppendOnlyTail.mend(redis);
        assertThat(redis).isEmptyDirectory();
    }
}
