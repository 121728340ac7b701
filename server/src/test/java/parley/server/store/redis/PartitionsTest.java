package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The table of partitions may never change, and its slots lie evenly. */
final class PartitionsTest {

    private static final int SLOTS = 16_384;
    private static final int APART = SLOTS / Partitions.COUNT;

    private static List<String> tags() {
        return IntStream.range(0, Partitions.COUNT).mapToObj(Partitions::tag).toList();
    }

    @Test
    void tableIsWhatTheGeneratorMakes() {
        String[] expected = new String[Partitions.COUNT];
        List<Integer> open =
                new ArrayList<>(IntStream.range(0, Partitions.COUNT).boxed().toList());
        for (int n = 0; !open.isEmpty(); n++) {
            String tag = "p" + Integer.toString(n, 36);
            int slot = JedisClusterCRC16.getSlot(tag);
            if (slot % APART == 0 && open.remove((Integer) (slot / APART))) {
                expected[slot / APART] = tag;
            }
        }
        assertThat(tags()).isEqualTo(Arrays.asList(expected));
    }

    @Test
    void keysOfARoomLieInOneSlotOfItsPartition() {
        RoomKeys room = new RoomKeys("lobby");
        int slot = Partitions.of("lobby") * APART;
        assertThat(List.of(room.room(), room.segment(7), room.retryKeys(20_000), room.members()))
                .extracting(key -> JedisClusterCRC16.getSlot(key))
                .containsOnly(slot);
        assertThat(JedisClusterCRC16.getSlot(room.feed())).isEqualTo(slot);
    }

    @Test
    void hashOfAnIdStaysWhatItIs() {
        assertThat(IntStream.of(
                        Partitions.of("lobby"), Partitions.of("general"), Partitions.of("a"), Partitions.of("u_x")))
                .containsExactly(24, 50, 193, 209);
    }

    @Test
    void idsSpreadOverPartitions() {
        int[] rooms = new int[Partitions.COUNT];
        IntStream.range(0, 25_600).forEach(i -> rooms[Partitions.of("room-" + i)]++);
        assertThat(IntStream.of(rooms)).allMatch(count -> count > 50 && count < 150);
    }
}
