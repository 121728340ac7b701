package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.desktop.ScriptedServer;
import parley.desktop.viewmodel.Banner;
import parley.desktop.viewmodel.Language;
import parley.desktop.viewmodel.Pane;
import parley.desktop.viewmodel.Row;

/** Languages in a real scene graph: changed while the window is open, and mirrored where they run to the left. */
class LanguagesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:16:00Z");

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        server = new ScriptedServer(NOW.toEpochMilli());
        server.setNow("2026-11-23T17:20:11Z");
        server.says("maya", "The store survived 30 kills in a row. Not one message lost.");
        server.setNow("2026-11-24T09:14:40Z");
        server.says("שרה", "כן, בשעה שלוש. תכינו את העוגה 🎂");
        server.setNow("2026-11-24T09:15:12Z");
        server.says("李小龍", "大家早上好，今天發佈嗎？");
        desk = Desk.open(server.address(), data, Clock.fixed(NOW, ZoneOffset.UTC), 1024, 700);
        Desk.call(() -> {
            desk.model().settings().reducedMotionProperty().set(true);
            return null;
        });
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void languageChangesEverythingThatIsShownAtOnce() throws Exception {
        desk.join("david");
        type("a draft");
        speak(Language.JAPANESE);
        assertThat(text("#room-subtitle")).isEqualTo("248 人 · ここの内容はすべて保存されます");
        assertThat(text("#me-state")).startsWith("接続中");
        assertThat(rowsAsText()).contains("昨日", "今日");
        assertThat(desk.<TextInputControl>find("#message").getText()).isEqualTo("a draft");
        speak(Language.ENGLISH);
        assertThat(text("#room-subtitle")).isEqualTo("248 people · everything here is kept");
        assertThat(rowsAsText()).contains("Yesterday", "Today");
    }

    @Test
    void languageThatRunsToTheLeftMirrorsTheWindow() throws Exception {
        desk.join("david");
        assertThat(left("#side")).isLessThan(left("#chat-messages"));
        double sendFromTheLeft = left("#send-message");
        speak(Language.HEBREW);
        assertThat(left("#side")).isGreaterThan(left("#chat-messages"));
        assertThat(left("#send-message")).isLessThan(sendFromTheLeft / 2);
        // Mirrored an odd number of times: the arrow points to the left. The cog is as it was.
        assertThat(isMirrored("#send-message .icon-line")).isTrue();
        assertThat(isMirrored("#theme .icon-line")).isFalse();
        speak(Language.ENGLISH);
        assertThat(left("#side")).isLessThan(left("#chat-messages"));
        assertThat(isMirrored("#send-message .icon-line")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"HEBREW", "JAPANESE"})
    void looks(Language language) throws Exception {
        String name = language.name().toLowerCase(java.util.Locale.ROOT) + "-";
        speak(language);
        Desk.call(() -> {
            desk.model().join().join();
            return null;
        });
        desk.picture(name + "join");
        desk.join("david");
        type("Shall we say three o’clock?");
        desk.picture(name + "chat");
        Desk.call(() -> {
            desk.model().open(Pane.SETTINGS);
            return null;
        });
        desk.picture(name + "settings");
        Desk.call(() -> {
            desk.model().closePane();
            desk.stage().setWidth(500);
            return null;
        });
        Desk.settle();
        Desk.call(() -> {
            desk.<Button>find("#side-open").fire();
            return null;
        });
        desk.picture(name + "drawer");
        Desk.call(() -> {
            desk.<Button>find("#side-open").fire();
            return null;
        });
        server.stop();
        await().until(() -> Desk.call(() -> {
            desk.model().tick();
            return desk.chat().connection().bannerProperty().get().kind() == Banner.Kind.WARNING;
        }));
        desk.picture(name + "banner");
        assertThat(text("#banner-text")).doesNotContain("Connection");
    }

    private void speak(Language language) throws Exception {
        Desk.call(() -> {
            desk.model().settings().languageProperty().set(language);
            return null;
        });
        Desk.settle();
    }

    private void type(String text) throws Exception {
        Desk.call(() -> {
            desk.chat().composer().textProperty().set(text);
            return null;
        });
    }

    private String rowsAsText() throws Exception {
        return Desk.call(() -> desk.chat().timeline().rows().stream()
                .map(row -> row instanceof Row.Day day ? day.text() : "")
                .toList()
                .toString());
    }

    private String text(String selector) throws Exception {
        return Desk.call(() -> desk.<Label>find(selector).getText());
    }

    private double left(String selector) throws Exception {
        return Desk.call(() -> bounds(desk.find(selector)).getMinX());
    }

    private boolean isMirrored(String selector) throws Exception {
        return Desk.call(() -> desk.find(selector).getLocalToSceneTransform().getMxx() < 0);
    }

    private static Bounds bounds(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }
}
