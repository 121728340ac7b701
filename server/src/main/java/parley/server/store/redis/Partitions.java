package parley.server.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * The 256 partitions of the key space. Everything of a room, a person or a name lies in one partition, which is one hash
 * slot. The tags are chosen so that their slots lie 64 apart: whatever number of shards the slots are divided among, the
 * shards stay even. Neither the table nor the hash may ever change for an existing data set.
 */
final class Partitions {

    /** Names table and hash; stored in the data set. */
    static final String SCHEME = "256-crc32c";

    static final int COUNT = 256;

    private static final List<String> TAGS = load();

    private Partitions() {}

    /** Returns the partition of an id, 0 to 255. */
    static int of(String id) {
        CRC32C crc = new CRC32C();
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() >>> 24);
    }

    /** Returns the hash tag of a partition, without braces. */
    static String tag(int partition) {
        return TAGS.get(partition);
    }

    private static List<String> load() {
        try (InputStream in = Objects.requireNonNull(
                Partitions.class.getResourceAsStream("/parley/store/partitions.txt"), "partitions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
