package parley.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TextArea;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.rig.Rounds;
import parley.client.ChatClient;
import parley.client.MemoryOutbox;
import parley.desktop.app.Desk;
import parley.desktop.viewmodel.Row;
import parley.model.Event;
import parley.model.RoomId;

/** The page, the desktop app, the Java SDK and a stranger's client in one room: everybody sees the same. */
@ExtendWith(PageExtension.class)
class ManyClientsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> TEXTS = List.of(
            "plain", "grüße 🎂", "שלום, מה שלומך?", "大家早上好", "<b>bold</b> <script>alert(1)</script>", "two\nlines");

    @TempDir
    Path data;

    @Test
    void allKindsOfClientsSeeTheSameMessagesInTheSameOrder(House house) throws Exception {
        Visitor maya = house.visitor().joins("Maya");
        try (Desk david = desk(house, "David");
                ChatClient robot = robot(house);
                StrangerClient stranger = new StrangerClient(house.server().webSocket(), "Stranger")) {
            for (String text : TEXTS) {
                maya.sends("page: " + text);
                say(david, "desktop: " + text);
                robot.send(RoomId.LOBBY, "sdk: " + text);
                stranger.says("stranger: " + text);
            }
            int count = TEXTS.size() * 4;
            eventually().until(() -> robotTexts(robot).size() == count);
            List<String> order = robotTexts(robot);

            eventually().untilAsserted(() -> assertThat(deskTexts(david)).isEqualTo(order));
            eventually().untilAsserted(() -> assertThat(pageTexts(maya)).isEqualTo(order));
            for (String who : List.of("page: ", "desktop: ", "sdk: ", "stranger: ")) {
                assertThat(order)
                        .containsSubsequence(
                                TEXTS.stream().map(text -> who + text).toList());
            }
        }
    }

    @Rounds
    void everybodyComesBackByThemselvesAfterTheServerWasKilled(House house) throws Exception {
        Visitor maya = house.visitor().joins("Maya");
        Visitor jonas = house.visitor().joins("Jonas");
        try (Desk david = desk(house, "David")) {
            List<String> mayas = new ArrayList<>();
            jonas.sends("jonas: here");
            say(david, "desktop: here");
            for (int i = 0; i < 10; i++) {
                mayas.add("maya: " + i);
                maya.sends("maya: " + i);
                if (i == 6) {
                    house.server().kill();
                }
            }
            say(david, "desktop: while it was down");
            maya.types("half a tho");

            house.server().startAgain();
            int count = mayas.size() + 3;
            eventually().untilAsserted(() -> assertThat(pageTexts(maya)).hasSize(count));
            maya.seesNothingWaiting();
            List<String> order = pageTexts(maya);

            eventually().untilAsserted(() -> assertThat(pageTexts(jonas)).isEqualTo(order));
            eventually().untilAsserted(() -> assertThat(deskTexts(david)).isEqualTo(order));
            assertThat(order).containsSubsequence(mayas).contains("jonas: here", "desktop: while it was down");
            assertThat(order).doesNotHaveDuplicates();
            assertThat(maya.page().locator("#message").inputValue()).isEqualTo("half a tho");
        }
    }

    private Desk desk(House house, String name) throws Exception {
        return Desk.open(house.server().webSocket(), data, Clock.systemUTC(), 1120, 760)
                .join(name);
    }

    private static ChatClient robot(House house) {
        ChatClient robot = ChatClient.builder(house.server().webSocket())
                .username("Robot")
                .outbox(new MemoryOutbox())
                .callbacks(Runnable::run)
                .build();
        robot.connect();
        robot.join(RoomId.LOBBY);
        return robot;
    }

    private static void say(Desk desk, String text) throws Exception {
        Desk.call(() -> {
            desk.<TextArea>find("#message").setText(text);
            desk.chat().composer().submit();
            return null;
        });
    }

    private static List<String> pageTexts(Visitor visitor) {
        return visitor.texts().allTextContents();
    }

    private static List<String> deskTexts(Desk desk) throws Exception {
        return Desk.call(() -> desk.chat().timeline().rows().stream()
                .filter(Row.Message.class::isInstance)
                .map(row -> ((Row.Message) row).content().text())
                .toList());
    }

    private static List<String> robotTexts(ChatClient robot) {
        return robot.timeline(RoomId.LOBBY).messages().stream()
                .map(Event.Message::message)
                .toList();
    }

    /** On this thread: the browser may be spoken to by one thread alone. */
    private static ConditionFactory eventually() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsMatching(e -> e instanceof java.util.concurrent.TimeoutException);
    }
}
