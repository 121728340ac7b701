package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.stage.Popup;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.desktop.ScriptedServer;

/** The notice as a real window. */
class NoticeTest {
    private final Clock clock = Clock.system(ZoneOffset.UTC);

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void join() throws Exception {
        server = new ScriptedServer(clock.millis());
        desk = Desk.open(server.address(), data, clock, 900, 700).join("david");
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void noticeComesWithoutTheKeyboardAndAClickBringsTheWindowBack() throws Exception {
        Desk.call(() -> {
            desk.model().setFocused(false);
            return null;
        });
        server.says("maya", "The store survived 30 kills in a row. ".repeat(9));
        await().until(() -> notice().isPresent());
        Desk.settle();
        Window popup = notice().orElseThrow();
        assertThat(Desk.call(() -> desk.stage().isFocused())).isTrue();
        Desk.call(() -> {
            Label text = (Label) popup.getScene().lookup(".notice-text");
            assertThat(text.getHeight()).isLessThan(3 * text.getFont().getSize());
            assertThat(popup.getX() + popup.getWidth()).isGreaterThan(1_800);
            return null;
        });
        Desk.picture(popup.getScene(), "notice");
        desk.robot().write("typing on", 0);
        await().until(() ->
                Desk.call(() -> desk.chat().composer().textProperty().get()).equals("typing on"));
        server.says("שרה", "כן");
        await().until(() -> Desk.call(() -> ((Label) popup.getScene().lookup(".notice-title")).getText())
                .equals("2 new messages"));
        Node card = Desk.call(() -> popup.getScene().lookup("#notice"));
        desk.robot().clickOn(card);
        await().until(() -> notice().isEmpty());
        assertThat(Desk.call(() -> desk.stage().isFocused())).isTrue();
    }

    private static Optional<Window> notice() throws Exception {
        return Desk.call(() -> Window.getWindows().stream()
                .filter(Popup.class::isInstance)
                .filter(window -> window.getScene().lookup("#notice") != null)
                .findFirst());
    }
}
