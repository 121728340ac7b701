package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.client.ConnectionState;
import parley.desktop.ScriptedServer;
import parley.desktop.viewmodel.Row;

/** The whole app by keyboard alone. */
class KeyboardTest {
    private final Clock clock = Clock.system(ZoneOffset.UTC);

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer(clock.millis());
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void dialogIsFilledInAndJoined() throws Exception {
        desk = Desk.open(server.address(), data, clock, 1120, 760);
        press(KeyCode.ENTER);
        assertThat(Desk.call(() -> desk.<Labeled>find("#username-error").getText()))
                .isNotEmpty();
        desk.robot().write("david", 0);
        tabTo("server");
        assertThat(Desk.call(() -> desk.<TextField>find("#server").getText()))
                .isEqualTo(server.address().toString());
        tabTo("join-chat");
        press(KeyCode.SPACE);
        await().until(() -> Desk.call(() -> desk.model().chatProperty().get() != null));
        Desk.settle();
        assertThat(focused()).isEqualTo("message");
    }

    @Test
    void attemptIsCancelled() throws Exception {
        open(Screen.DIALOG_WAITING);
        tabTo("join-cancel");
        press(KeyCode.ENTER);
        assertThat(desk.model().join().joiningProperty().get()).isFalse();
    }

    @Test
    void nameIsChanged() throws Exception {
        open(Screen.DIALOG_AGAIN);
        tabTo("change-name");
        press(KeyCode.SPACE);
        assertThat(focused()).isEqualTo("username");
    }

    @Test
    void messageIsSentByTheButtonToo() throws Exception {
        open(Screen.CHAT);
        desk.robot().write("by keys", 0);
        tabTo("send-message");
        press(KeyCode.ENTER);
        await().until(() -> server.texts().contains("by keys"));
        assertThat(focused()).isEqualTo("message");
    }

    @Test
    void rowsToolsEditAndDelete() throws Exception {
        open(Screen.CHAT);
        backTo("chat-messages");
        desk.picture("focus-row");
        press(KeyCode.TAB);
        assertThat(focusedName()).isEqualTo("Edit");
        desk.picture("focus-tool");
        press(KeyCode.ENTER);
        await().until(() -> focused().equals("edit-message"));
        desk.robot().write("!", 0);
        press(KeyCode.TAB);
        assertThat(focusedName()).isEqualTo("Cancel");
        press(KeyCode.TAB);
        assertThat(focusedName()).isEqualTo("Save");
        desk.picture("focus-save");
        press(KeyCode.SPACE);
        await().until(() -> server.texts().contains("mine!"));
        await().until(() -> Desk.call(() -> last().changeable()));
        Desk.settle();
        backTo("chat-messages");
        press(KeyCode.DELETE);
        await().until(() -> focusedName().equals("Delete"));
        press(KeyCode.TAB);
        assertThat(focusedName()).isEqualTo("Keep");
        press(KeyCode.SHIFT, KeyCode.TAB);
        press(KeyCode.ENTER);
        await().until(() -> server.texts().get(41) == null);
    }

    @Test
    void escapeLeavesEditorAndQuestionAndTheListHasTheFocusAgain() throws Exception {
        open(Screen.CHAT);
        backTo("chat-messages");
        press(KeyCode.F2);
        await().until(() -> focused().equals("edit-message"));
        press(KeyCode.ESCAPE);
        await().until(() -> focused().equals("chat-messages"));
        press(KeyCode.DELETE);
        await().until(() -> focusedName().equals("Delete"));
        press(KeyCode.ESCAPE);
        await().until(() -> focused().equals("chat-messages"));
        assertThat(server.texts()).contains("mine");
    }

    @Test
    void arrowUpAndEscapeComeBackToWriting() throws Exception {
        open(Screen.CHAT);
        press(KeyCode.UP);
        await().until(() -> focused().equals("edit-message"));
        press(KeyCode.ESCAPE);
        await().until(() -> focused().equals("message"));
    }

    @Test
    void failedMessageIsDiscarded() throws Exception {
        open(Screen.FAILED);
        while (!focusedName().equals("Discard")) {
            press(KeyCode.SHIFT, KeyCode.TAB);
        }
        press(KeyCode.ENTER);
        await().until(() -> Desk.call(() -> "mine".equals(last().content().text())));
    }

    @Test
    void pillGoesToTheNewest() throws Exception {
        open(Screen.SCROLLED_UP);
        tabTo("new-pill");
        press(KeyCode.ENTER);
        await().until(() -> Desk.call(() -> !desk.find("#new-pill").isVisible()));
    }

    @Test
    void bannerActionTakesTheChatBack() throws Exception {
        open(Screen.BANNER);
        tabTo("banner-action");
        desk.picture("focus-banner");
        press(KeyCode.ENTER);
        await().until(() -> Desk.call(() -> desk.model().chatProperty().get() != null
                && desk.chat().connection().stateProperty().get() == ConnectionState.LIVE));
    }

    @Test
    void drawerOpensClosesAndLeads() throws Exception {
        open(Screen.CHAT_NARROW);
        tabTo("side-open");
        press(KeyCode.ENTER);
        assertThat((Object) desk.find("#side")).isNotNull();
        press(KeyCode.ESCAPE);
        assertThat((Object) desk.find("#side")).isNull();
        assertThat(focused()).isEqualTo("side-open");
        press(KeyCode.SPACE);
        tabTo("leave");
        desk.picture("focus-drawer");
        press(KeyCode.ENTER);
        await().until(() -> Desk.call(() -> desk.model().chatProperty().get() == null));
    }

    private void open(Screen screen) throws Exception {
        desk = Desk.open(server.address(), data, clock, screen.width(), 760);
        screen.show(desk, server);
    }

    private void tabTo(String id) throws Exception {
        for (int i = 0; i < 30 && !focused().equals(id); i++) {
            press(KeyCode.TAB);
        }
        assertThat(focused()).isEqualTo(id);
    }

    private void backTo(String id) throws Exception {
        for (int i = 0; i < 30 && !focused().equals(id); i++) {
            press(KeyCode.SHIFT, KeyCode.TAB);
        }
        assertThat(focused()).isEqualTo(id);
    }

    private void press(KeyCode... keys) throws Exception {
        desk.robot().push(keys);
        Desk.settle();
    }

    private String focused() throws Exception {
        return Desk.call(() -> {
            Node owner = desk.stage().getScene().getFocusOwner();
            return owner == null ? "" : String.valueOf(owner.getId());
        });
    }

    private String focusedName() throws Exception {
        return Desk.call(() -> Walk.name(desk.stage().getScene().getFocusOwner()));
    }

    private Row.Message last() {
        List<Row> rows = desk.chat().timeline().rows();
        return (Row.Message) rows.get(rows.size() - 1);
    }
}
