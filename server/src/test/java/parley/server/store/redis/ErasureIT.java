package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** What an edit replaced or a deletion removed is in no file after a rewrite of the append-only file. */
final class ErasureIT {

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @Test
    void replacedAndDeletedTextIsInNoFileAfterARewrite() throws IOException {
        List<String> erased = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        try (RedisStore store = REDIS.open("n1");
                Jedis jedis = REDIS.server().jedis()) {
            // Compressed, text that is there would not be found either.
            jedis.configSet("rdbcompression", "no");
            RoomDriver room = new RoomDriver(store, "lobby");
            for (int i = 1; i <= 200; i++) {
                room.say("Secret" + i + "Original");
                (i % 3 == 0 ? kept : erased).add("Secret" + i + "Original");
            }
            for (int i = 1; i <= 200; i++) {
                if (i % 3 == 1) {
                    room.change(i, "Secret" + i + "Between and longer than before");
                    room.change(i, "Secret" + i + "Final");
                    erased.add("Secret" + i + "Between");
                    kept.add("Secret" + i + "Final");
                } else if (i % 3 == 2) {
                    room.delete("u_a", "delete-" + i, i);
                }
            }
            assertThat(missing(erased)).isEmpty();

            rewrite(jedis);

            assertThat(missing(kept)).isEmpty();
            assertThat(missing(erased)).isEqualTo(erased);
        }
    }

    private static void rewrite(Jedis jedis) {
        jedis.bgrewriteaof();
        Awaitility.await().until(() -> {
            String info = jedis.info("persistence");
            return info.contains("aof_rewrite_in_progress:0")
                    && info.contains("aof_rewrite_scheduled:0")
                    && history() == 0;
        });
    }

    /** The old files are removed in the background after the rewrite. */
    private static long history() throws IOException {
        try (Stream<Path> files = Files.walk(REDIS.server().directory())) {
            return files.filter(file -> file.getFileName().toString().contains(".aof.1."))
                    .count();
        }
    }

    private static List<String> missing(List<String> texts) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(REDIS.server().directory())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("redis-server"))
                    .toList()) {
                all.append(new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        return texts.stream().filter(text -> all.indexOf(text) < 0).toList();
    }
}
