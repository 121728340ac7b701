package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.client.ConnectionState;
import parley.desktop.ScriptedServer;
import parley.desktop.viewmodel.ConnectionPageViewModel.Fact;
import parley.desktop.viewmodel.Pane;

/** The connection page, opened by keyboard, against a real socket. */
class ConnectionPageTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:16:00Z");

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void join() throws Exception {
        server = new ScriptedServer(NOW.toEpochMilli());
        for (int i = 0; i < 60; i++) {
            server.says("maya", "Message " + i);
        }
        desk = Desk.open(server.address(), data, Clock.fixed(NOW, ZoneOffset.UTC), 1024, 700)
                .join("david");
        Desk.call(() -> {
            desk.find("#connection-open").requestFocus();
            return null;
        });
        desk.robot().type(KeyCode.ENTER);
        Desk.settle();
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void pageSaysWhatIsKnownAndKeepsUp() throws Exception {
        assertThat(desk.model().paneProperty().get()).isEqualTo(Pane.CONNECTION);
        Desk.call(() -> {
            desk.chat().composer().textProperty().set("hello");
            desk.chat().composer().submit();
            return null;
        });
        await().until(() -> fact("Your messages").equals("0 waiting, 1 stored, 0 not sent"));
        assertThat(fact("Server")).isEqualTo(server.address().toString());
        assertThat(fact("State")).startsWith("Connected");
        assertThat(fact("Connected since")).isEqualTo("9:16:00 AM");
        assertThat(fact("Session")).isEqualTo("session");
        assertThat(fact("Node")).isEqualTo("n1 (parley 0.1.0)");
        assertThat(fact("History")).isEqualTo("kept safely");
        await().until(() -> fact("#lobby").startsWith("up to number 61, "));
        assertThat(fact("Reconnects")).isEqualTo("0");
        await().until(() -> Desk.call(() -> desk.find(".pane-card").getOpacity() == 1));
        desk.picture("connection-light");
        server.closeAll(4000);
        await().until(() -> fact("Reconnects").equals("1"));
        assertThat(fact("Rooms resumed")).isEqualTo("1");
    }

    @Test
    void waitingIsCountedDownAndEndedByTryNow() throws Exception {
        assertThat(desk.find("#connection-try").isVisible()).isFalse();
        server.stop();
        await().until(() -> fact("State").startsWith("Not connected. Trying again in "));
        server.start();
        Desk.call(() -> {
            desk.<Button>find("#connection-try").fire();
            return null;
        });
        await().until(() ->
                Desk.call(() -> desk.chat().connection().stateProperty().get()) == ConnectionState.LIVE);
    }

    @Test
    void reportHasEveryFactAndNoToken() throws Exception {
        String copied = Desk.call(() -> {
            desk.<Button>find("#connection-copy").fire();
            return Clipboard.getSystemClipboard().getString();
        });
        assertThat(copied).startsWith("Parley\nServer: ws://127.0.0.1:").contains("\nNode: n1 (parley 0.1.0)\n");
        assertThat(copied).doesNotContain("token");
    }

    @Test
    void logFolderIsOpenedOutside() throws Exception {
        Desk.call(() -> {
            desk.<Button>find("#connection-log").fire();
            return null;
        });
        assertThat(desk.opened()).containsExactly(data.toUri());
    }

    @Test
    void escGoesBackToWhereItWasOpened() throws Exception {
        desk.robot().type(KeyCode.ESCAPE);
        Desk.settle();
        assertThat(Optional.<Node>ofNullable(desk.find("#connection"))).isEmpty();
        assertThat(desk.find("#connection-open").isFocused()).isTrue();
    }

    private String fact(String name) throws Exception {
        return Desk.call(() -> {
            desk.model().tick();
            return desk.chat().connectionPage().factsProperty().get().stream()
                    .filter(fact -> fact.name().equals(name))
                    .map(Fact::value)
                    .findFirst()
                    .orElse("");
        });
    }
}
