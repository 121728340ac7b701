package parley.acceptance.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.rig.Rounds;
import parley.client.ConnectionState;
import parley.desktop.app.Desk;
import parley.desktop.viewmodel.Delivery;
import parley.desktop.viewmodel.Row;

/** The desktop app's real scene graph beside the page in a real browser, in one room of a real server. */
@ExtendWith(PageExtension.class)
class DesktopBesidePageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final List<String> TEXTS = List.of(
            "hello",
            "grüße, 李小龍 大家早上好",
            "כן, בשעה שלוש. תכינו את העוגה 🎂",
            "<b>not bold</b> &amp; <script>alert(1)</script>",
            "two\nlines",
            "👨‍👩‍👧‍👦 🇩🇪 ❤️",
            "x".repeat(4_000));

    @TempDir
    Path data;

    @Rounds
    void bothShowTheSameWordsNamesAndTimesInTheSameOrder(House house) throws Exception {
        Visitor page = house.visitor().joins("david");
        try (Desk desk = open(house).join("maya")) {
            for (String text : TEXTS) {
                page.sends("page: " + text.substring(0, Math.min(text.length(), 3_900)));
                say(desk, "desk: " + text.substring(0, Math.min(text.length(), 3_900)));
            }
            Locator texts = page.texts();
            assertThat(texts).hasCount(2 * TEXTS.size());
            await().atMost(PATIENCE).until(() -> said(desk).size() == 2 * TEXTS.size());
            assertThat(said(desk)).extracting(row -> row.content().text()).isEqualTo(texts.allTextContents());
            assertThat(said(desk))
                    .extracting(row -> row.content().name())
                    .isEqualTo(page.page().locator("#chat-messages .row-name").allTextContents());
            assertThat(said(desk)).extracting(row -> row.content().time()).isEqualTo(times(page));
        }
    }

    @Rounds
    void editsAndDeletionsOfTheOneAreSeenByTheOther(House house) throws Exception {
        Visitor page = house.visitor().joins("david");
        try (Desk desk = open(house).join("maya")) {
            say(desk, "frist");
            page.sees("frist");
            desk.robot().type(KeyCode.UP);
            await().atMost(PATIENCE).until(() -> desk.find("#edit-message") != null);
            Desk.call(() -> {
                desk.<TextArea>find("#edit-message").setText("first");
                desk.chat().editor().submit();
                return null;
            });
            page.sees("first");
            page.sends("wrong").uses("Delete", "wrong");
            page.page()
                    .locator(".row-question")
                    .getByText("Delete", new Locator.GetByTextOptions().setExact(true))
                    .click();
            await().atMost(PATIENCE)
                    .until(() -> said(desk).size() == 2
                            && said(desk).get(1).content().deleted());
        }
    }

    @Rounds
    void killedServerCostsTheDesktopNothing(House house) throws Exception {
        Visitor page = house.visitor().joins("david");
        try (Desk desk = open(house).join("maya")) {
            say(desk, "before");
            await().atMost(PATIENCE).until(() -> stored(desk) == 1);
            house.server().kill();
            await().atMost(PATIENCE)
                    .until(() -> desk.chat().connection().stateProperty().get() == ConnectionState.WAITING);
            await().until(() -> Desk.call(() -> desk.<Label>find("#banner-text").getText())
                    .startsWith("Connection lost. Your messages are kept and will be sent."));
            say(desk, "queued one");
            say(desk, "queued two");
            Desk.call(() -> {
                desk.<TextArea>find("#message").setText("unfinished");
                return null;
            });
            house.server().startAgain();
            await().atMost(PATIENCE).until(() -> stored(desk) == 3);
            assertThat(page.texts())
                    .hasCount(
                            3,
                            new com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions()
                                    .setTimeout(PATIENCE.toMillis()));
            page.sees("before", "queued one", "queued two");
            assertThat(said(desk))
                    .extracting(row -> row.content().text())
                    .containsExactly("before", "queued one", "queued two");
            assertThat(Desk.call(() -> desk.<TextArea>find("#message").getText()))
                    .isEqualTo("unfinished");
        }
    }

    @Rounds
    void nameThatThePageHasIsTakenForTheDesktop(House house) throws Exception {
        house.visitor().joins("david");
        try (Desk desk = open(house)) {
            Desk.call(() -> {
                desk.model().join().usernameProperty().set("David");
                desk.model().join().join();
                return null;
            });
            await().atMost(PATIENCE)
                    .until(() -> Desk.call(
                                    () -> desk.<Label>find("#username-error").getText())
                            .equals("“David” is in use, or looks like a name that is. Please choose another one."));
        }
    }

    private Desk open(House house) throws Exception {
        return Desk.open(house.server().webSocket(), data, Clock.system(ZoneOffset.UTC), 1_000, 700);
    }

    private static void say(Desk desk, String text) throws Exception {
        Desk.call(() -> {
            desk.<TextArea>find("#message").setText(text);
            desk.<TextArea>find("#message").requestFocus();
            desk.chat().composer().submit();
            return null;
        });
        await().atMost(PATIENCE)
                .until(() -> said(desk).stream()
                        .anyMatch(row -> text.equals(row.content().text())));
    }

    private static List<Row.Message> said(Desk desk) throws Exception {
        return Desk.call(() -> desk.chat().timeline().rows().stream()
                .filter(Row.Message.class::isInstance)
                .map(Row.Message.class::cast)
                .toList());
    }

    private static long stored(Desk desk) throws Exception {
        return said(desk).stream()
                .filter(row -> row.delivery() == Delivery.STORED)
                .count();
    }

    /** Browsers put U+202F before AM and PM, or do not, as their version has it. */
    private static List<String> times(Visitor page) {
        return page.page().locator("#chat-messages .row-time").allTextContents().stream()
                .map(time -> time.replace('\u202F', ' '))
                .toList();
    }
}
