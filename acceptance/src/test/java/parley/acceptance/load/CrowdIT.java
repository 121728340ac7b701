package parley.acceptance.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.model.ClientMessage.Hello;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.Welcome;

/** Every member has every event once and in the same order: on one node, on two, and when one of them is killed. */
class CrowdIT {
    private static final String[] FLAGS = {"--rate-limits", "off", "--max-connections-per-address", "0"};
    private static final Crowd.Size SIZE = new Crowd.Size(200, 50, 10, 3, 10_000);

    private static ParleyServerProcess node(RedisProcess redis) {
        return ParleyServerProcess.start(Stream.concat(Stream.of(FLAGS), Stream.of("--redis", redis.url()))
                .toArray(String[]::new));
    }

    @Test
    void onOneNode() throws Exception {
        try (ParleyServerProcess server = ParleyServerProcess.start(FLAGS);
                Crowd crowd = new Crowd(SIZE, member -> server.webSocket()).gather()) {
            crowd.write();
            crowd.everybodyHasEverything();
        }
    }

    @Test
    void onTwoNodes() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess one = node(redis);
                ParleyServerProcess two = node(redis);
                Crowd crowd = new Crowd(SIZE, member -> member % 2 == 0 ? one.webSocket() : two.webSocket()).gather()) {
            crowd.write();
            crowd.everybodyHasEverything();
        }
    }

    @Test
    void whileOneOfTwoNodesIsKilled() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess one = node(redis);
                ParleyServerProcess two = node(redis)) {
            AtomicReference<URI> odd = new AtomicReference<>(two.webSocket());
            try (Crowd crowd = new Crowd(SIZE, member -> member % 2 == 0 ? one.webSocket() : odd.get()).gather()) {
                crowd.write();
                crowd.awaitWritten(SIZE.events() / 3);
                odd.set(one.webSocket());
                two.kill();
                crowd.everybodyHasEverything();
                assertThat(crowd.connects()).isEqualTo(SIZE.members() * 3L / 2);
            }
        }
    }

    @Test
    void whileTheOnlyNodeIsKilledAndStartedAgain() throws Exception {
        try (ParleyServerProcess server = ParleyServerProcess.start(FLAGS);
                Crowd crowd = new Crowd(SIZE, member -> server.webSocket()).gather()) {
            crowd.write();
            crowd.awaitWritten(SIZE.events() / 3);
            server.kill();
            server.startAgain();
            crowd.everybodyHasEverything();
        }
    }

    @Test
    void aNameWantedOnBothNodesAtOnceIsOnePersons() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess one = node(redis);
                ParleyServerProcess two = node(redis)) {
            for (int round = 0; round < 50; round++) {
                String name = "wanted " + round;
                List<CompletableFuture<ServerMessage>> answers = Stream.of(one, two)
                        .map(node -> CompletableFuture.supplyAsync(() -> hello(node.webSocket(), name), threads))
                        .toList();
                List<Class<?>> types = List.of(
                        answers.get(0).get(20, TimeUnit.SECONDS).getClass(),
                        answers.get(1).get(20, TimeUnit.SECONDS).getClass());
                assertThat(types).as(name).containsExactlyInAnyOrder(Welcome.class, Failure.class);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static ServerMessage hello(URI server, String name) {
        try (Member member = Member.connect(server)) {
            member.sends(new Hello(1, name, null, null, null, List.of(), null));
            ServerMessage answer = member.receives(ServerMessage.class);
            if (answer instanceof Failure failure) {
                assertThat(failure.code()).isEqualTo("name_taken");
            }
            return answer;
        }
    }
}
