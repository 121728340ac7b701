package parley.acceptance.fault;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import parley.acceptance.conversation.Member;
import parley.acceptance.history.RecordedRoom;
import parley.acceptance.history.RecordedWriter;
import parley.acceptance.rig.FaultProxy;
import parley.acceptance.rig.FaultProxy.Plan;
import parley.acceptance.rig.Flow;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.Relay.End;
import parley.acceptance.rig.Rounds;
import parley.acceptance.rig.Seed;
import parley.client.ChatClient;
import parley.client.ChatClientBuilder;

/**
 * Connections are cut at random bytes in either direction while people write, from the first byte of the handshake to the
 * middle of an ack; afterwards everything is in the log once, and everybody has seen it once, in one order.
 */
class CutPointsIT {
    private static final int CUTS = 50;
    private static final int WRITERS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Handshake, hello and resume, in either direction. */
    private static final int BEGINNING_BYTES = 1_500;

    private static final int FURTHEST_BYTES = 20_000;
    private static final int MOST_PAUSE_MS = 20;

    private static ParleyServerProcess server;

    @BeforeAll
    static void startServer() {
        server = ParleyServerProcess.start("--rate-limits", "off", "--max-connections-per-address", "0");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Rounds
    void whereverAConnectionIsCutTheLogIsTrue() throws Exception {
        long seed = Seed.of(CutPointsIT.class);
        Random random = new Random(seed);
        try (FaultProxy proxy = new FaultProxy(server.port(), Plan.CLEAN);
                RecordedRoom room = new RecordedRoom("cut-points-" + UUID.randomUUID())) {
            room.reader("reader", person("reader", server.webSocket(), new Random(random.nextLong())));
            URI cut = URI.create("ws://127.0.0.1:" + proxy.port() + "/ws");
            List<RecordedWriter> writers = new ArrayList<>();
            for (int i = 1; i <= WRITERS; i++) {
                String name = "writer " + i;
                writers.add(room.writer(
                        name, person(name, cut, new Random(random.nextLong())), new Random(random.nextLong())));
            }
            cutAll(proxy, new Random(random.nextLong()));
            writers.forEach(writer -> writer.writesWhile(() -> proxy.ended() < CUTS));
            await().atMost(PATIENCE).until(() -> proxy.ended() >= CUTS);
            room.isTrue(PATIENCE);
            System.out.printf(
                    "%d cuts, %d acknowledged writes, %d resumes%n",
                    proxy.ended(),
                    room.acked(),
                    writers.stream()
                            .mapToLong(w -> w.client().stats().resumes())
                            .sum());
        }
    }

    /** The connections that are there, and those that follow, until it was enough. */
    private static void cutAll(FaultProxy proxy, Random random) {
        int before = proxy.accepted();
        proxy.plans(() -> proxy.accepted() - before > CUTS ? Plan.CLEAN : cut(random));
        proxy.end(End.CUT);
    }

    private static Plan cut(Random random) {
        int at = random.nextInt(random.nextBoolean() ? BEGINNING_BYTES : FURTHEST_BYTES);
        Flow flow = Flow.clean().endsAfter(at, random.nextBoolean() ? End.CUT : End.RESET);
        return random.nextBoolean() ? Plan.toTarget(flow) : Plan.toClient(flow);
    }

    /** The token is fetched where nothing is cut: a person whose first welcome never came is nobody yet. */
    private static ChatClientBuilder person(String name, URI address, Random random) {
        try (Member member =
                Member.connect(server.webSocket()).hello(name + " " + Long.toHexString(random.nextLong()))) {
            return ChatClient.builder(address)
                    .token(member.welcome().token())
                    .backoff(failures -> random.nextInt(MOST_PAUSE_MS));
        }
    }
}
