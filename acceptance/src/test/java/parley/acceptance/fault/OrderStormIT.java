package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.history.RecordedMember;
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
 * Three nodes, many rooms, their members spread over the nodes; every 5 s one of the nodes is killed and started again, and
 * its people go on elsewhere. Afterwards each room has one order, the same for all its members.
 */
class OrderStormIT {
    private static final int NODES = 3;
    private static final int ROOMS = Rounds.LONG ? 20 : 6;
    private static final int MEMBERS_OF_A_ROOM = 10;
    private static final int WRITERS_OF_A_ROOM = 2;
    private static final Duration STORM = Duration.ofSeconds(Rounds.LONG ? 60 : 15);
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MOST_PAUSE_MS = 200;

    private final Random random = new Random(Seed.of(OrderStormIT.class));
    private final List<RecordedMember> members = new ArrayList<>();
    private final List<RecordedWriter> writers = new ArrayList<>();
    private final List<Long> ackedAtKills = new ArrayList<>();
    private volatile boolean storming = true;

    @Test
    void everyRoomHasOneOrderEverywhere() throws Exception {
        List<RecordedRoom> rooms = IntStream.range(0, ROOMS)
                .mapToObj(i -> new RecordedRoom("storm-" + i))
                .toList();
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess one = node(redis);
                ParleyServerProcess two = node(redis);
                ParleyServerProcess three = node(redis)) {
            List<ParleyServerProcess> nodes = List.of(one, two, three);
            try {
                for (RecordedRoom room : rooms) {
                    gather(room, nodes);
                }
                writers.forEach(writer -> writer.writesWhile(() -> storming));
                storm(nodes, rooms);
                for (RecordedRoom room : rooms) {
                    room.isTrue(PATIENCE);
                }
            } finally {
                rooms.parallelStream().forEach(RecordedRoom::close);
            }
        }
        System.out.printf(
                "%d nodes, %d rooms, %d members, %d kills, %d acknowledged writes, %d resumes%n",
                NODES, ROOMS, members.size(), ackedAtKills.size(), acked(rooms), resumes());
        assertThat(ackedAtKills).as("acknowledged before each kill").doesNotHaveDuplicates();
        assertThat(resumes()).isPositive();
    }

    private void gather(RecordedRoom room, List<ParleyServerProcess> nodes) throws InterruptedException {
        for (int i = 0; i < MEMBERS_OF_A_ROOM; i++) {
            String name = "member " + members.size();
            ChatClientBuilder person = person(name, nodes, new Random(random.nextLong()));
            if (i < WRITERS_OF_A_ROOM) {
                RecordedWriter writer = room.writer(name, person, new Random(random.nextLong()));
                writers.add(writer);
                members.add(writer);
            } else {
                members.add(room.reader(name, person));
            }
        }
    }

    private void storm(List<ParleyServerProcess> nodes, List<RecordedRoom> rooms) {
        long start = System.nanoTime();
        for (Duration at = BETWEEN_KILLS; at.compareTo(STORM) <= 0; at = at.plus(BETWEEN_KILLS)) {
            long due = start + at.toNanos();
            await("the next kill").atMost(PATIENCE).until(() -> System.nanoTime() - due >= 0);
            ackedAtKills.add(acked(rooms));
            ParleyServerProcess node = nodes.get(random.nextInt(NODES));
            node.kill();
            node.startAgain();
        }
        storming = false;
    }

    private static long acked(List<RecordedRoom> rooms) {
        return rooms.stream().mapToLong(RecordedRoom::acked).sum();
    }

    private long resumes() {
        return members.stream()
                .mapToLong(member -> member.client().stats().resumes())
                .sum();
    }

    /** The usual rate limits hold, so that the load is one that people could make. */
    private static ParleyServerProcess node(RedisProcess redis) {
        return ParleyServerProcess.start("--redis", redis.url(), "--max-connections-per-address", "0");
    }

    /** A person who connects to any node, each time anew. */
    private static ChatClientBuilder person(String name, List<ParleyServerProcess> nodes, Random own) {
        try (Member member = Member.connect(nodes.get(0).webSocket()).hello(name)) {
            return ChatClient.builder(nodes.get(0).webSocket())
                    .token(member.welcome().token())
                    .transport((uri, listener) ->
                            new WebSocketTransport(nodes.get(own.nextInt(NODES)).webSocket(), listener))
                    .backoff(failures -> own.nextInt(MOST_PAUSE_MS));
        }
    }
}
