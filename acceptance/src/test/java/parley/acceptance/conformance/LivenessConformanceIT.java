package parley.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.conversation.RawWebSocket;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Heartbeat;
import parley.model.ServerMessage.RoomSeq;

/** Protocol §3 and §5: silence. The waits run side by side, since each is most of a minute long. */
class LivenessConformanceIT extends ConformanceTest {
    private static final long HEARTBEAT_WAIT_MS = 40_000;

    private final ExecutorService executor = Executors.newFixedThreadPool(3);

    @AfterEach
    void endThreads() {
        executor.shutdownNow();
    }

    @Test
    void silenceEndsAConnectionAndHeartbeatsKeepOneAlive() throws Exception {
        Member nobody = stranger();
        Member mute = person();
        Member alive = member();
        alive.writes(room, "moved");
        CompletableFuture<Void> noHello = CompletableFuture.runAsync(() -> nobody.isClosed(4004, 15_000), executor);
        CompletableFuture<Void> noSignOfLife = CompletableFuture.runAsync(() -> neverAnswers(mute), executor);
        CompletableFuture<Heartbeat> heartbeat = CompletableFuture.supplyAsync(() -> firstHeartbeat(alive), executor);
        noHello.get(60, TimeUnit.SECONDS);
        assertThat(heartbeat.get(60, TimeUnit.SECONDS).seqs()).contains(new RoomSeq(room, 1));
        while (!noSignOfLife.isDone()) {
            // Answers pings meanwhile.
            alive.receivesNothing(Duration.ofSeconds(1));
        }
        noSignOfLife.get();
        alive.receivesNothingMore();
    }

    private static Heartbeat firstHeartbeat(Member member) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HEARTBEAT_WAIT_MS);
        while (System.nanoTime() < end) {
            ServerMessage message = member.awaits(HEARTBEAT_WAIT_MS);
            if (message instanceof Heartbeat heartbeat) {
                return heartbeat;
            }
        }
        throw new AssertionError("no heartbeat");
    }

    /** Reads and says nothing: at least one ping, and then a close with 4002 after 35 to about 60 s. */
    private static void neverAnswers(Member member) {
        long begin = System.nanoTime();
        boolean pinged = false;
        try {
            while (true) {
                RawWebSocket.Frame frame = member.socket().read(70_000);
                pinged |= frame.opcode() == RawWebSocket.PING;
                if (frame.opcode() == RawWebSocket.CLOSE) {
                    assertThat(frame.closeCode()).isEqualTo(4002);
                    break;
                }
            }
        } catch (IOException e) {
            throw new AssertionError("expected a close with 4002", e);
        }
        assertThat(pinged).isTrue();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isBetween(30_000L, 65_000L);
    }
}
