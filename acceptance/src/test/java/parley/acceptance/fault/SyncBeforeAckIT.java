package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;

/** What an ack means with {@code appendfsync always}, read off the store's system calls: the bytes had been synced before. */
class SyncBeforeAckIT {
    private static final int WRITERS = 4;
    private static final int EACH = 250;
    private static final Pattern TEXT = Pattern.compile("sync-\\d-\\d+;");

    @TempDir
    Path folder;

    @Test
    void everyAckComesAfterTheSyncOfItsBytes() throws Exception {
        assertThat(acksBeforeSync("always")).isEmpty();
    }

    /** The trace can tell: here the store answers first and syncs within the second. */
    @Test
    void withEverySecondAcksComeBeforeIt() throws Exception {
        assertThat(acksBeforeSync("everysec")).hasSizeGreaterThan(WRITERS * EACH / 2);
    }

    /** The texts whose ack came before their sync had ended, with how many µs too early (1 when it was never synced). */
    private Map<String, Long> acksBeforeSync(String appendFsync) throws Exception {
        Path trace = folder.resolve("trace");
        Map<String, Long> acked = new ConcurrentHashMap<>();
        try (RedisProcess redis = RedisProcess.traced(trace, SystemCallTrace.FLAGS, "--appendfsync", appendFsync);
                ParleyServerProcess server = ParleyServerProcess.start(
                        "--redis", redis.url(), "--rate-limits", "off", "--fsync", appendFsync)) {
            CompletableFuture.allOf(IntStream.range(0, WRITERS)
                            .mapToObj(writer -> CompletableFuture.runAsync(() -> write(server, writer, acked)))
                            .toArray(CompletableFuture[]::new))
                    .get(5, TimeUnit.MINUTES);
        }
        assertThat(acked).hasSize(WRITERS * EACH);
        SystemCallTrace calls = SystemCallTrace.read(trace, TEXT);
        Map<String, Long> early = new TreeMap<>();
        acked.forEach((text, at) -> {
            long synced = calls.syncedAtUs(text).orElse(at + 1);
            if (synced > at) {
                early.put(text, synced - at);
            }
        });
        System.out.printf("%s: %d of %d acks before the sync%n", appendFsync, early.size(), acked.size());
        return early;
    }

    private static void write(ParleyServerProcess server, int writer, Map<String, Long> acked) {
        try (Member member = Member.connect(server.webSocket()).hello("Writer " + writer)) {
            member.joins("lobby");
            for (int i = 0; i < EACH; i++) {
                String text = "sync-" + writer + "-" + i + ";";
                member.writes("lobby", text);
                acked.put(text, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
            }
        }
    }
}
