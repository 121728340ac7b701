package parley.acceptance.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.history.RecordedRoom;
import parley.acceptance.history.RecordedWriter;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.acceptance.rig.Rounds;
import parley.acceptance.rig.Seed;
import parley.client.ChatClient;
import parley.client.ChatClientBuilder;
import parley.client.WebSocketTransport;

/**
 * Servers and their Redis are killed at random moments while people write, who go on on whichever server answers; afterwards
 * everything is in the log once, and everybody has seen it once, in one order.
 */
class KillStormIT {
    private static final int KILLS = Rounds.LONG ? 40 : 6;
    private static final int WRITES = Rounds.LONG ? 100_000 : 3_000;
    private static final int WRITERS = 8;
    private static final int READERS_OF_A_NODE = 2;
    private static final int WRITES_WITHOUT_A_NODE = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_PAUSE_MS = 200;

    /** What is killed at once. */
    private enum Victims {
        ONE_NODE,
        BOTH_NODES,
        REDIS,
        REDIS_AND_A_NODE,
        EVERYTHING
    }

    private final long seed = Seed.of(KillStormIT.class);
    private final Random random = new Random(seed);
    private final Deque<Victims> order = new ArrayDeque<>();
    private final Map<Victims, Integer> killed = new EnumMap<>(Victims.class);

    @Test
    void whateverIsKilledTheLogIsTrue() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess one = node(redis);
                ParleyServerProcess two = node(redis);
                RecordedRoom room = new RecordedRoom("kill-storm-" + UUID.randomUUID())) {
            List<ParleyServerProcess> nodes = List.of(one, two);
            for (int i = 0; i < nodes.size() * READERS_OF_A_NODE; i++) {
                int node = i % nodes.size();
                room.reader("reader " + i, person("reader " + i, nodes, () -> node));
            }
            List<RecordedWriter> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Random own = new Random(random.nextLong());
                writers.add(
                        room.writer("writer " + i, person("writer " + i, nodes, () -> own.nextInt(nodes.size())), own));
            }
            writers.forEach(writer -> writer.writesWhile(() -> room.acked() < WRITES));
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitAcked(room, (long) WRITES * kill / (KILLS + 1));
                kill(redis, nodes, room);
            }
            awaitAcked(room, WRITES);
            room.isTrue(PATIENCE);
            System.out.printf("killed %s, %d acknowledged writes%n", killed, room.acked());
        }
    }

    private void kill(RedisProcess redis, List<ParleyServerProcess> nodes, RecordedRoom room) {
        Victims victims = next();
        killed.merge(victims, 1, Integer::sum);
        List<ParleyServerProcess> dead = switch (victims) {
            case REDIS -> List.of();
            case ONE_NODE, REDIS_AND_A_NODE -> List.of(nodes.get(random.nextInt(nodes.size())));
            case BOTH_NODES, EVERYTHING -> nodes;
        };
        boolean redisDies = victims != Victims.ONE_NODE && victims != Victims.BOTH_NODES;
        boolean redisFirst = random.nextBoolean();
        if (redisDies && redisFirst) {
            redis.kill();
        }
        dead.forEach(ParleyServerProcess::kill);
        if (redisDies) {
            if (!redisFirst) {
                redis.kill();
            }
            redis.startAgain();
        } else if (dead.size() < nodes.size()) {
            awaitAcked(room, room.acked() + WRITES_WITHOUT_A_NODE);
        }
        dead.forEach(ParleyServerProcess::startAgain);
    }

    /** Each kind comes before any comes again. */
    private Victims next() {
        if (order.isEmpty()) {
            List<Victims> shuffled = new ArrayList<>(List.of(Victims.values()));
            Collections.shuffle(shuffled, random);
            order.addAll(shuffled);
        }
        return order.removeFirst();
    }

    private static void awaitAcked(RecordedRoom room, long writes) {
        await("acknowledged writes")
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> room.acked() >= Math.min(writes, WRITES));
    }

    private static ParleyServerProcess node(RedisProcess redis) {
        return ParleyServerProcess.start(
                        "--redis", redis.url(), "--rate-limits", "off", "--max-connections-per-address", "0")
                .expectsOutages();
    }

    /** A person who connects to the node of this number, each time anew. */
    private static ChatClientBuilder person(String name, List<ParleyServerProcess> nodes, IntSupplier node) {
        Random pauses = new Random(name.hashCode());
        try (Member member = Member.connect(nodes.get(0).webSocket()).hello(name)) {
            return ChatClient.builder(nodes.get(0).webSocket())
                    .token(member.welcome().token())
                    .transport((uri, listener) ->
                            new WebSocketTransport(nodes.get(node.getAsInt()).webSocket(), listener))
                    .backoff(failures -> pauses.nextInt(MOST_PAUSE_MS));
        }
    }
}
