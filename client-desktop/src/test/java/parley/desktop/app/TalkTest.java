package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.client.ConnectionState;
import parley.desktop.ScriptedServer;
import parley.desktop.profile.Profile;
import parley.desktop.viewmodel.Delivery;
import parley.desktop.viewmodel.Row;
import parley.model.ErrorCode;

/** The chat, by keyboard, in a real scene graph against a real socket. */
class TalkTest {
    private final Clock clock = Clock.system(ZoneOffset.UTC);

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void join() throws Exception {
        server = new ScriptedServer(clock.millis());
        desk = Desk.open(server.address(), data, clock, 1120, 760).join("david");
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void enterSendsAndTheAreaIsEmpty() throws Exception {
        desk.robot().write("grüße", 0);
        press(KeyCode.ENTER);
        row("grüße", Delivery.STORED);
        assertThat(server.texts()).containsExactly("grüße");
        assertThat(area().getText()).isEmpty();
    }

    @Test
    void shiftEnterBreaksTheLineAndTheAreaGrows() throws Exception {
        double before = Desk.call(() -> area().getHeight());
        for (int i = 0; i < 5; i++) {
            desk.robot().write("line", 0);
            desk.robot().press(KeyCode.SHIFT).type(KeyCode.ENTER).release(KeyCode.SHIFT);
        }
        Desk.settle();
        assertThat(area().getText()).isEqualTo("line\n".repeat(5));
        assertThat(Desk.call(() -> area().getHeight())).isGreaterThan(before + 20);
        assertThat(server.texts()).isEmpty();
    }

    @Test
    void sendButtonSendsAndBlankIsNotSent() throws Exception {
        fire("#send-message");
        desk.robot().write("by mouse", 0);
        fire("#send-message");
        row("by mouse", Delivery.STORED);
        assertThat(server.texts()).containsExactly("by mouse");
    }

    @Test
    void messageOfSomebodyElseAppears() {
        server.says("maya", "hello");
        row("hello", Delivery.NONE);
    }

    @Test
    void arrowUpEditsTheLastOwnMessage() throws Exception {
        say("frist");
        press(KeyCode.UP);
        await().until(() ->
                desk.find("#edit-message") != null && desk.find("#edit-message").isFocused());
        desk.robot().write("!", 0);
        press(KeyCode.ENTER);
        await().until(() -> server.texts().equals(List.of("frist!")));
        await().until(() -> Desk.call(() -> said().get(0).content().edited()));
        assertThat(desk.<TextArea>find("#edit-message")).isNull();
    }

    @Test
    void escapeLeavesTheEditorWithoutAChange() throws Exception {
        say("stays");
        press(KeyCode.UP);
        await().until(() ->
                desk.find("#edit-message") != null && desk.find("#edit-message").isFocused());
        desk.robot().write("not", 0);
        press(KeyCode.ESCAPE);
        await().until(() -> desk.find("#edit-message") == null);
        assertThat(server.texts()).containsExactly("stays");
    }

    @Test
    void deletingAsksFirst() throws Exception {
        say("gone");
        Desk.call(() -> {
            desk.chat().askDelete(said().get(0));
            return null;
        });
        await().until(() -> desk.find(".button-small-danger") != null);
        assertThat(server.texts()).containsExactly("gone");
        fire(".button-small-danger");
        await().until(() -> Desk.call(() -> said().get(0).content().deleted()));
        assertThat(server.texts()).containsOnlyNulls();
    }

    @Test
    void messageWrittenWhileTheServerIsAwayIsQueuedAndArrivesOnce() throws Exception {
        server.stop();
        await().until(() -> desk.chat().connection().stateProperty().get() != ConnectionState.LIVE);
        Desk.call(() -> {
            desk.model().tick();
            return null;
        });
        Desk.settle();
        assertThat(Desk.call(() -> desk.<Label>find("#banner-text").getText())).startsWith("Connection lost.");
        desk.robot().write("later", 0);
        press(KeyCode.ENTER);
        row("later", Delivery.QUEUED);
        server.start();
        row("later", Delivery.STORED);
        assertThat(server.texts()).containsExactly("later");
        assertThat(Desk.call(() -> said().size())).isEqualTo(1);
    }

    @Test
    void refusedMessageSaysWhyAndCanBeSentAgain() throws Exception {
        server.setRefusal(ErrorCode.READ_ONLY);
        desk.robot().write("again", 0);
        press(KeyCode.ENTER);
        row("again", Delivery.FAILED);
        Desk.settle();
        assertThat(Desk.call(() -> desk.<Label>find(".row-problem .label").getText()))
                .isEqualTo("not sent: this room is only for reading.");
        server.setRefusal(null);
        Desk.call(() -> {
            desk.<Hyperlink>find(".row-problem .text-link").fire();
            return null;
        });
        row("again", Delivery.STORED);
    }

    @Test
    void draftIsOnDiskAsItIsTyped() throws Exception {
        desk.robot().write("half a tho", 0);
        Desk.settle();
        await().until(() ->
                Profile.open(data).draft(server.address(), "david", "lobby").equals("half a tho"));
    }

    @Test
    void sentMessageIsInTheOutboxBeforeTheDraftGoes() throws Exception {
        server.setAnswersWrites(false);
        desk.robot().write("on its way", 0);
        press(KeyCode.ENTER);
        row("on its way", Delivery.QUEUED, Delivery.SENT);
        await().until(() ->
                Profile.open(data).draft(server.address(), "david", "lobby").isEmpty());
        desk.close();
        server.setAnswersWrites(true);
        desk = Desk.open(server.address(), data, clock, 1120, 760).join("david");
        row("on its way", Delivery.STORED);
        assertThat(server.texts()).containsExactly("on its way");
    }

    @Test
    void sessionOpenedElsewhereSaysSoAndCanBeTakenBack() throws Exception {
        server.closeAll(4503);
        await().until(() -> desk.chat().connection().stopCode() == 4503);
        Desk.settle();
        assertThat(Desk.call(() -> desk.<Label>find("#banner-text").getText()))
                .isEqualTo("This chat goes on in another window.");
        Desk.call(() -> {
            desk.<Hyperlink>find("#banner-action").fire();
            return null;
        });
        await().until(() -> Desk.call(() -> desk.model().chatProperty().get() != null
                && desk.chat().connection().stateProperty().get() == ConnectionState.LIVE));
    }

    @Test
    void titleCountsWhatCameWhileTheWindowWasNotLookedAt() throws Exception {
        Desk.call(() -> {
            desk.chat().timeline().setFocused(false);
            return null;
        });
        server.says("maya", "psst");
        await().until(() -> Desk.call(() -> desk.stage().getTitle()).equals("(1) # lobby – Parley"));
        Desk.call(() -> {
            desk.chat().timeline().setFocused(true);
            return null;
        });
        assertThat(Desk.call(() -> desk.stage().getTitle())).isEqualTo("# lobby – Parley");
    }

    @Test
    void everyControlHasANameAndTheFieldsHaveThePagesIds() throws Exception {
        Desk.call(() -> {
            for (String id : List.of("#chat-interface", "#chat-messages", "#message", "#send-message")) {
                assertThat((Object) desk.find(id)).as(id).isNotNull();
            }
            desk.stage().getScene().getRoot().lookupAll(".button").forEach(node -> {
                Button button = (Button) node;
                assertThat(button.getAccessibleText() + button.getText())
                        .as("%s", button)
                        .isNotEqualTo("null");
            });
            return null;
        });
    }

    private void say(String text) throws Exception {
        desk.robot().write(text, 0);
        press(KeyCode.ENTER);
        row(text, Delivery.STORED);
        Desk.settle();
    }

    private void press(KeyCode key) throws Exception {
        desk.robot().type(key);
        Desk.settle();
    }

    private void fire(String selector) throws Exception {
        Desk.call(() -> {
            desk.<Button>find(selector).fire();
            return null;
        });
        Desk.settle();
    }

    private TextArea area() {
        return desk.find("#message");
    }

    private List<Row.Message> said() {
        return desk.chat().timeline().rows().stream()
                .filter(Row.Message.class::isInstance)
                .map(Row.Message.class::cast)
                .toList();
    }

    private void row(String text, Delivery... anyOf) {
        await().until(() -> Desk.call(() -> said().stream()
                .anyMatch(row ->
                        text.equals(row.content().text()) && List.of(anyOf).contains(row.delivery()))));
    }
}
