package parley.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.limit.LimitRig.ELSEWHERE;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.Event;
import parley.model.ServerMessage;

/**
 * Who writes as fast as the socket takes it is told to pause, is read from no faster than that, and is closed with 4005
 * after half a minute; another member of the room sends and receives everything meanwhile.
 */
class FloodIT {
    private static final long LEAST_MS = 30_000;
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    @TempDir
    Path data;

    private final AtomicBoolean over = new AtomicBoolean();
    private final Set<String> written = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Long> seqs = new ArrayList<>();

    @Test
    void aFloodIsSlowedDownThenEndedAndNobodyElseNotices() throws Exception {
        try (LimitRig rig = new LimitRig(
                        Bound.MESSAGES_PER_PERSON,
                        Bound.MESSAGES_PER_PERSON.usual().toString(),
                        data);
                Flooder flooder = new Flooder(rig.address())) {
            Stranger witness = rig.guest(ELSEWHERE).joins("lobby");
            CompletableFuture<Void> conversation = CompletableFuture.runAsync(() -> converse(witness));
            flooder.flood();
            long floodedMs = flooder.floodedMs();
            over.set(true);
            conversation.get(60, TimeUnit.SECONDS);
            System.out.println("Flood: " + flooder.closeCode() + " " + floodedMs + " ms after the first refusal; "
                    + flooder.acked().size() + " taken, " + flooder.refused() + " refused, " + flooder.bytes()
                    + " bytes read, not read for " + flooder.notReadMs() + " ms; the other wrote " + written.size()
                    + " and received " + seqs.size());
            assertThat(flooder.closeCode()).isEqualTo(4005);
            assertThat(floodedMs).isGreaterThanOrEqualTo(LEAST_MS - 1_000);
            assertThat(flooder.refused()).isGreaterThanOrEqualTo(100);
            assertThat(flooder.shortestRetryMs()).isPositive();
            assertThat(flooder.notReadMs()).as("ms not read from").isGreaterThan(floodedMs / 2);
            assertThat(seen).containsAll(flooder.acked()).containsAll(written);
            assertThat(seqs)
                    .containsExactlyElementsOf(LongStream.rangeClosed(seqs.get(0), seqs.get(seqs.size() - 1))
                            .boxed()
                            .toList());
            assertThat(rig.timesReached()).isGreaterThanOrEqualTo(100);
        }
    }

    /** Writes one message after the other; once the flood is over, a last one, before which everything has come. */
    private void converse(Stranger witness) {
        try {
            boolean last = false;
            while (!last) {
                last = over.get();
                ClientMessage.Send send = Stranger.send("lobby", "calm");
                witness.wire().text(ClientCodec.encode(send));
                boolean acked = false;
                while (!acked || !seen.contains(send.ref())) {
                    ServerMessage message = Flooder.decode(witness.textFrame());
                    if (message instanceof Event.Message event) {
                        seqs.add(event.seq());
                        seen.add(event.ref());
                    } else if (message instanceof ServerMessage.Ack ack) {
                        acked = ack.ref().equals(send.ref());
                    } else {
                        assertThat(message).isInstanceOf(ServerMessage.Heartbeat.class);
                    }
                }
                written.add(send.ref());
                LockSupport.parkNanos(PACE_NANOS);
            }
        } catch (java.io.IOException e) {
            throw new AssertionError("the conversation was broken off", e);
        }
    }
}
