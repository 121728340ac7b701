package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.server.limit.AddressBook;
import parley.server.limit.Limits;

/** Frames that announce 2 GiB or more are refused from their header, and what was announced is never set aside. */
class HugeFramesIT {
    private static final int FRAMES = 10_000;
    private static final int AT_ONCE = 500;
    private static final long MOST_GROWTH_BYTES = 64L << 20;
    private static final long[] LENGTHS = {1L << 31, (1L << 31) - 1, 1L << 32, Long.MAX_VALUE};

    @Test
    void areRefusedFromTheirHeader() throws Exception {
        Limits limits = Limits.with(Map.of(), false);
        FrontDoorSettings local = FrontDoorSettings.local(limits);
        FrontDoorSettings settings = new FrontDoorSettings(
                new AddressBook(limits), local.connection(), local.hosts(), local.origins(), false);
        try (TestServer server = new TestServer(2, settings)) {
            refused(server, 0);
            long before = usedAfterCollection();
            long most = before;
            for (int i = 0; i < FRAMES; i += AT_ONCE) {
                most = Math.max(most, refused(server, i));
            }
            long growth = most - before;
            System.out.println("HugeFramesIT: " + FRAMES + " frames, " + AT_ONCE + " at once, heap after collection "
                    + (before >> 10) + " KiB before, at most " + (most >> 10) + " KiB, growth " + (growth >> 10)
                    + " KiB");
            assertThat(growth).isLessThan(MOST_GROWTH_BYTES);
        }
    }

    /** What the heap holds when all these headers have come, and before the clients go. */
    private static long refused(TestServer server, int from) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = from; i < from + AT_ONCE; i++) {
                RawClient client = RawClient.connected(server.address);
                clients.add(client);
                if (i % 3 == 0) {
                    client.send(RawClient.frame(0x01, "begun"));
                }
                client.send(header(i % 3 == 0 ? 0x80 : 0x81, LENGTHS[i % LENGTHS.length]));
            }
            for (RawClient client : clients) {
                assertThat(client.receive().closeCode()).isEqualTo(1009);
            }
            return usedAfterCollection();
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    /** Without mask and payload: the length is all that is known. */
    private static byte[] header(int first, long length) {
        return ByteBuffer.allocate(10)
                .put((byte) first)
                .put((byte) 0xFF)
                .putLong(length)
                .array();
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
