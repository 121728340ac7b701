package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.Rounds;
import parley.acceptance.rig.Seed;
import parley.acceptance.rig.SmallDisk;
import parley.model.ClientMessage;

/**
 * Something fills the disk of the data directory to the last byte while people write, at which Redis ends. Writes are
 * answered {@code storage_full} or {@code unavailable}, reading comes back while the disk is full, everybody stays connected,
 * and soon after there is room again everything is as before.
 */
class FullDiskIT {
    /** Parley keeps 256 MiB free. */
    private static final int DISK_MEBIBYTES = 300;

    /** Longer than Parley tries to start a Redis that ends at once, and than the leases whose ends Redis writes down. */
    private static final Duration FULL = Duration.ofSeconds(Rounds.LONG ? 60 : 15);

    private static final long LIVE_MS = Rounds.LONG ? 10_000 : 60_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WRITES = 500;

    private int strangers;

    @TempDir
    private Path folder;

    @Test
    void whoeverIsConnectedOutlastsAFullDisk() throws Exception {
        Random random = new Random(Seed.of(FullDiskIT.class));
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("store"), DISK_MEBIBYTES);
                ParleyServerProcess server = ParleyServerProcess.startOn(
                                folder, "--rate-limits", "off", "--max-connections-per-address", "0")
                        .expectsOutages()
                        .expects("Supervisor");
                People people = new People(server, random)) {
            people.write();
            people.awaitAcked(WRITES);

            disk.fill();
            people.awaitTrouble("full");
            await("the end of Redis").atMost(PATIENCE).until(() -> {
                comes(server);
                return server.log().contains("The embedded store ended by itself");
            });
            long ended = System.nanoTime();
            await("reading").atMost(PATIENCE).until(() -> people.readsHistory().equals("ok"));
            long readableMs = msSince(ended);
            await().atMost(FULL.multipliedBy(2)).until(() -> {
                assertThat(people.readsHistory()).isEqualTo("ok");
                return msSince(ended) > FULL.toMillis();
            });
            assertThat(people.putOff())
                    .isSubsetOf("storage_full", "unavailable")
                    .contains("storage_full");
            people.areStillConnected();
            assertThat(server.log()).doesNotContain("subscribes anew: MISCONF");

            disk.free();
            People.LiveAgain live = people.awaitLive();
            people.awaitAcked(WRITES);
            people.areWhole();
            System.out.printf(
                    "full for %d s, readable after %d ms, live again after %d ms (everybody after %d ms), %d acknowledged writes%n",
                    FULL.toSeconds(), readableMs, live.firstMs(), live.everybodyMs(), people.acked());
            assertThat(live.firstMs()).isLessThan(LIVE_MS);
        }
    }

    /** Somebody new, whom the store has to write down; whatever the answer is. A name that is held would not be written. */
    private void comes(ParleyServerProcess server) {
        try (Member stranger = Member.connect(server.webSocket())) {
            stranger.sends(
                    new ClientMessage.Hello(1, "Stranger" + ++strangers, null, null, "stranger", List.of(), "hello"));
            stranger.awaits(PATIENCE.toMillis());
        }
    }

    private static long msSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}
