package parley.acceptance.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.RoomLog;
import parley.acceptance.rig.FaultProxy;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.acceptance.rig.Rounds;

/**
 * A person writes on while there is no server, the app is killed, and everything goes out when both are back, at the pace that
 * the server allows and through a store that fails in between: each once, in order, on one connection.
 */
class OfflineDesktopIT {
    private static final int MESSAGES = Rounds.LONG ? 500 : 50;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void eachIsInTheRoomOnceAndInOrder(@TempDir Path data) throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess server =
                        ParleyServerProcess.start("--redis", redis.url()).expectsOutages();
                FaultProxy network = new FaultProxy(server.port(), FaultProxy.Plan.CLEAN)) {
            URI address = URI.create("ws://127.0.0.1:" + network.port() + "/ws");
            try (DesktopProcess app = DesktopProcess.start(data, address, "dora", 1, MESSAGES + 1)) {
                patiently("the first message").until(() -> !app.rows("STORED").isEmpty());
                server.kill();
                patiently("all are written")
                        .until(() -> app.states().size() == MESSAGES
                                && app.rows("SAVING").isEmpty());
                assertThat(app.rows("QUEUED", "SENT")).hasSizeGreaterThan(MESSAGES / 2);
                app.kill();
            }
            server.startAgain();
            int before = network.accepted();
            try (DesktopProcess again = DesktopProcess.start(data, address, "dora")) {
                int waiting = MESSAGES / 2;
                patiently("half of them are stored")
                        .until(() -> again.rows("STORED").size() >= MESSAGES - waiting);
                redis.kill();
                redis.startAgain();
                patiently("all are stored")
                        .until(() -> RoomLog.texts(server.webSocket(), "lobby").size() >= MESSAGES);
                patiently("all are shown as stored")
                        .until(() -> again.rows("SAVING", "QUEUED", "SENT").isEmpty());
                assertThat(again.rows("FAILED", "UNDECIDED")).isEmpty();
                assertThat(network.accepted() - before).as("connections").isEqualTo(1);
            }
            assertThat(RoomLog.texts(server.webSocket(), "lobby").stream().map(text -> text.split(" ")[0]))
                    .isEqualTo(IntStream.rangeClosed(1, MESSAGES)
                            .mapToObj(i -> "m" + i)
                            .toList());
        }
    }

    private static ConditionFactory patiently(String what) {
        return await(what).pollInterval(Duration.ofMillis(200)).atMost(PATIENCE);
    }
}
