package parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import parley.server.cli.ParleyCommand;
import parley.server.cli.Settings;
import parley.server.store.redis.RedisExtension;

/** An operator's commands, used while two servers run: in force on both within a second, without a restart. */
class OperatorDeskIT {
    /** What a busy machine may take; the time itself is printed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ParleyServer first;
    private ParleyServer second;

    @BeforeEach
    void start() throws Exception {
        first = server();
        second = server();
    }

    private static String redis() {
        return "--redis=redis://127.0.0.1:" + REDIS.address().port();
    }

    private static ParleyServer server() throws Exception {
        return ParleyServer.start(Settings.of(
                "--port=0", "--loops=1", redis(), "--allow-volatile", "--rate-limits=off", "--guest-name-hold=0"));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private int parley(String... arguments) {
        OperatorDesk desk = new OperatorDesk(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = redis();
        return ParleyCommand.execute(settings -> 9, StoreTools.onConsole(), desk, Map.of(), all);
    }

    private static void isThrownOut(Guest guest, String how) {
        long begin = System.nanoTime();
        await().atMost(PATIENCE).until(() -> guest.closeCode() == 4502);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf("OperatorDeskIT: %s, out after %d ms%n", how, took.toMillis());
    }

    @Test
    void aBannedPersonGoesFromAllServersAndStaysOutUnderAnyName() throws Exception {
        try (Guest here = Guest.of(first);
                Guest there = Guest.of(second);
                Guest other = Guest.of(second)) {
            JsonObject welcome = here.hello("Mallory");
            String token = welcome.get("token").getAsString();
            there.helloWithToken(token);
            other.hello("Ada");
            other.join("lobby");

            String id = welcome.getAsJsonObject("user").get("id").getAsString();
            assertThat(parley("ban", "--person", id)).isZero();
            isThrownOut(here, "person on the first server");
            isThrownOut(there, "person on the second server");

            try (Guest again = Guest.of(first)) {
                again.say("{\"type\":\"hello\",\"version\":1,\"ref\":\"r\",\"token\":\"" + token
                        + "\",\"username\":\"Trent\"}");
                assertThat(again.next("error").get("code").getAsString()).isEqualTo("banned");
                await().until(() -> again.closeCode() == 4502);
            }
            other.message("lobby", "still here");
            assertThat(other.next("message").get("message").getAsString()).isEqualTo("still here");

            assertThat(parley("unban", "--person", id)).isZero();
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                try (Guest back = Guest.of(second)) {
                    back.say("{\"type\":\"hello\",\"version\":1,\"token\":\"" + token + "\"}");
                    assertThat(back.nextOf("welcome", "error").get("type").getAsString())
                            .isEqualTo("welcome");
                }
            });
        }
    }

    @Test
    void aBannedNameIsNobodysNorOneThatLooksLikeIt() throws Exception {
        try (Guest guest = Guest.of(second)) {
            guest.hello("Spammer");
            assertThat(parley("ban", "--name", "spammer")).isZero();
            isThrownOut(guest, "name");
        }
        for (String name : new String[] {"spammer", "SPAMMER", "Ѕрammer"}) {
            try (Guest again = Guest.of(first)) {
                again.say("{\"type\":\"hello\",\"version\":1,\"username\":\"" + name + "\"}");
                assertThat(again.next("error").get("code").getAsString()).isEqualTo("banned");
            }
        }
        assertThat(parley("unban", "--name", "spammer")).isZero();
    }

    @Test
    void aBannedNetworkIsShutOutForSoLong() throws Exception {
        try (Guest guest = Guest.of(first);
                Guest silent = Guest.of(second)) {
            guest.hello("Eve");
            assertThat(parley("ban", "--address", "127.0.0.0/8", "--for", "4s")).isZero();
            isThrownOut(guest, "address");
            isThrownOut(silent, "address before its hello");
        }
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            try (Guest back = Guest.of(first)) {
                back.hello("Eve");
            }
        });
        assertThat(parley("ban", "--address", "10.0.0.0/8")).isZero();
        try (Guest elsewhere = Guest.of(first)) {
            elsewhere.hello("Bob");
        }
        assertThat(parley("unban", "--address", "127.0.0.0/8")).isZero();
        assertThat(parley("unban", "--address", "10.0.0.0/8")).isZero();
    }

    @Test
    void closedRoomsAreNotStartedButThoseThatAreThereGoOn() throws Exception {
        try (Guest guest = Guest.of(first)) {
            guest.hello("Carol");
            guest.join("old-room");
            guest.message("old-room", "first");
            guest.next("ack");
            guest.join("empty-room");

            assertThat(parley("rooms", "closed")).isZero();
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                guest.say("{\"type\":\"join\",\"ref\":\"j\",\"room\":\"room-" + System.nanoTime() + "\"}");
                assertThat(guest.nextOf("joined", "error").get("type").getAsString())
                        .isEqualTo("error");
            });
            guest.message("empty-room", "too late");
            assertThat(guest.next("error").get("code").getAsString()).isEqualTo("not_found");
            guest.message("old-room", "second");
            guest.next("ack");

            assertThat(parley("rooms", "as-set")).isZero();
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                guest.message("empty-room", "now");
                assertThat(guest.nextOf("ack", "error").get("type").getAsString())
                        .isEqualTo("ack");
            });
        }
    }

    @Test
    void messagesOfAPersonGoForEverybody() throws Exception {
        try (Guest writer = Guest.of(first);
                Guest reader = Guest.of(second)) {
            String id = writer.hello("Dora").getAsJsonObject("user").get("id").getAsString();
            reader.hello("Rita");
            reader.join("deletions");
            writer.join("deletions");
            for (int i = 0; i < 600; i++) {
                writer.message("deletions", "spam " + i);
            }
            await().atMost(PATIENCE).until(() -> reader.count("message") == 600);
            reader.message("deletions", "mine stays");
            await().atMost(PATIENCE).until(() -> reader.count("message") == 601);

            assertThat(parley("delete", "--person", id, "--dry-run")).isZero();
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("Would delete 600 messages.");
            assertThat(parley("delete", "--person", id, "--until", "1h")).isZero();
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("Deleted 0 messages.");
            assertThat(parley("delete", "--person", id, "--room", "lobby")).isZero();
            assertThat(parley("delete", "--person", id)).isZero();
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("Deleted 600 messages.");

            await().atMost(PATIENCE).until(() -> reader.count("deleted") == 600);
            try (Guest late = Guest.of(second)) {
                late.hello("Late");
                String page = late.join("deletions").toString();
                assertThat(page.contains("mine stays")).isTrue();
                assertThat(page.contains("spam")).isFalse();
            }
        }
    }

    @Test
    void whatIsInForceIsTold() {
        assertThat(parley("ban", "--name", "Bad Guy", "--for", "1d")).isZero();
        assertThat(parley("rooms", "closed")).isZero();
        assertThat(parley("ban")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("rooms closed", "name Bad Guy until 20");
        assertThat(parley("unban", "--name", "Bad Guy")).isZero();
        assertThat(parley("unban", "--name", "Bad Guy")).isEqualTo(1);
        assertThat(parley("rooms", "as-set")).isZero();
        assertThat(parley("ban", "--address", "example.com")).isEqualTo(2);
        assertThat(parley("ban", "--person", "u_1", "--name", "x")).isEqualTo(2);
        assertThat(parley("ban", "--name", "two\nlines")).isEqualTo(1);
        assertThat(parley("ban", "--person", "David")).isEqualTo(1);
        assertThat(parley("unban")).isEqualTo(2);
        assertThat(parley("rooms", "ajar")).isEqualTo(2);
        assertThat(parley("delete", "--since", "1h")).isEqualTo(2);
    }
}
