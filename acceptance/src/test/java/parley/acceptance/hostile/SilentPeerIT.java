package parley.acceptance.hostile;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.FaultProxy;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.Relay;
import parley.acceptance.rig.Rounds;

/**
 * A peer of whom nothing more is heard is gone from a room's members within 46 s of its last byte (35 s of silence, and the
 * count that others are told is 10 s old at most); one that ends its connection, at once.
 */
class SilentPeerIT {
    private static final String ROOM = "silence";
    private static final Duration SILENCE = Duration.ofSeconds(46);
    private static final Duration COUNT = Duration.ofSeconds(10);
    private static final int SLOW_MACHINE = Rounds.LONG ? 1 : 2;

    @Test
    void isGoneFromTheMembers() throws Exception {
        try (ParleyServerProcess server = ParleyServerProcess.start();
                FaultProxy proxy = new FaultProxy(server.port(), FaultProxy.Plan.CLEAN);
                Member witness = Member.connect(server.webSocket()).hello("Witness");
                Member silent = Member.connect(URI.create("ws://127.0.0.1:" + proxy.port() + "/ws"))
                        .hello("Silent");
                Member leaver = Member.connect(server.webSocket()).hello("Leaver")) {
            witness.joins(ROOM);
            silent.joins(ROOM);
            leaver.joins(ROOM);
            await().atMost(COUNT).until(() -> members(witness) == 3);

            long left = System.nanoTime();
            leaver.vanishes();
            await().atMost(COUNT.multipliedBy(SLOW_MACHINE)).until(() -> members(witness) == 2);
            System.out.printf("SilentPeerIT: gone after a FIN in %d ms%n", millisSince(left));

            silent.receivesNothingMore();
            long lastByte = System.nanoTime();
            proxy.end(Relay.End.HALF_OPEN);
            await().atMost(SILENCE.multipliedBy(SLOW_MACHINE)).until(() -> members(witness) == 1);
            System.out.printf("SilentPeerIT: gone after its last byte in %d ms%n", millisSince(lastByte));
        }
    }

    private static int members(Member witness) {
        return witness.joins(ROOM).members();
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }
}
