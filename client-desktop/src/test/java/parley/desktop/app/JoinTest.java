package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.desktop.ScriptedServer;
import parley.desktop.profile.Profile;

/** The dialog, by keyboard, in a real scene graph against a real socket. */
class JoinTest {
    private final Clock clock = Clock.system(ZoneOffset.UTC);

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        server = new ScriptedServer(clock.millis());
        desk = Desk.open(server.address(), data, clock, 900, 700);
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void enterJoinsUnderTheTypedName() throws Exception {
        type("zoë");
        press(KeyCode.ENTER);
        await().until(this::chatIsShown);
        assertThat(text("#me-name")).isEqualTo("Zoë");
        await().until(() -> Profile.open(data).token(server.address(), "zoë").equals(Optional.of("token zoë")));
        assertThat(Profile.open(data).username()).contains("zoë");
    }

    @Test
    void blankNameIsToldBesideTheFieldAndNothingIsSent() throws Exception {
        type("  ");
        press(KeyCode.ENTER);
        assertThat(text("#username-error")).isEqualTo("Please type in a username");
        assertThat(desk.find("#username").isFocused()).isTrue();
        type("d");
        assertThat(text("#username-error")).isEmpty();
        assertThat(desk.model().join().joiningProperty().get()).isFalse();
    }

    @Test
    void tooLongNameSaysHowLongItMayBe() throws Exception {
        Desk.call(() -> {
            desk.<TextField>find("#username").setText("x".repeat(33));
            return null;
        });
        press(KeyCode.ENTER);
        assertThat(text("#username-error")).isEqualTo("This name has 33 characters. Please use at most 32.");
    }

    @Test
    void takenNameIsToldBesideTheField() throws Exception {
        type("taken");
        press(KeyCode.ENTER);
        await().until(() -> text("#username-error").startsWith("“Taken” is in use"));
        assertThat(desk.<TextField>find("#username").isEditable()).isTrue();
    }

    @Test
    void serverThatDoesNotAnswerIsToldAndReachedWhenItDoes() throws Exception {
        server.stop();
        type("david");
        press(KeyCode.ENTER);
        await().until(() -> text("#join-notice").startsWith("The server does not answer"));
        assertThat(desk.<TextField>find("#username").isFocused()).isTrue();
        server.start();
        await().until(this::chatIsShown);
    }

    @Test
    void whatIsNoParleyServerIsToldInWords() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> {
                try (Socket socket = other.accept()) {
                    socket.getOutputStream().write("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException ended) {
                    throw new UncheckedIOException(ended);
                }
            });
            answers.setDaemon(true);
            answers.start();
            String address = "127.0.0.1:" + other.getLocalPort();
            Desk.call(() -> {
                desk.model().join().serverProperty().set("ws://" + address + "/ws");
                desk.model().join().usernameProperty().set("david");
                desk.model().join().join();
                return null;
            });
            await().until(() ->
                    text("#join-notice").startsWith("What answers at " + address + " is no Parley server."));
            assertThat(text("#join-notice")).endsWith("Trying again by itself.").doesNotContain("java");
        }
    }

    @Test
    void cancelledTryLeavesTheDialogUsable() throws Exception {
        server.stop();
        type("david");
        press(KeyCode.ENTER);
        await().until(() -> text("#join-notice").startsWith("The server does not answer"));
        Desk.call(() -> {
            desk.<javafx.scene.control.Hyperlink>find("#join-cancel").fire();
            return null;
        });
        assertThat(desk.<TextField>find("#username").isEditable()).isTrue();
        assertThat(text("#join-notice")).isEmpty();
    }

    @Test
    void serverThatAcceptsAndSaysNothingCanBeCancelled() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Desk.call(() -> {
                desk.model().join().serverProperty().set("ws://127.0.0.1:" + silent.getLocalPort() + "/ws");
                desk.model().join().usernameProperty().set("david");
                desk.model().join().join();
                return null;
            });
            await().until(() -> Desk.call(() -> {
                desk.model().tick();
                return desk.model().join().noticeProperty().get().equals("Still waiting for the server’s answer.");
            }));
            Desk.call(() -> {
                desk.<javafx.scene.control.Hyperlink>find("#join-cancel").fire();
                return null;
            });
            assertThat(desk.model().join().joiningProperty().get()).isFalse();
        }
    }

    @Test
    void addressIsCheckedAsTyped() throws Exception {
        Desk.call(() -> {
            desk.<TextField>find("#server").setText("ftp://localhost");
            return null;
        });
        assertThat(text("#server-error")).startsWith("This is no server address.");
        Desk.call(() -> {
            desk.<TextField>find("#server").setText("localhost:3000");
            return null;
        });
        assertThat(text("#server-error")).isEmpty();
    }

    @Test
    void samePersonIsGreetedAgainAfterALeave() throws Exception {
        desk.join("david");
        Desk.call(() -> {
            desk.<javafx.scene.control.Button>find("#leave").fire();
            return null;
        });
        assertThat(text("#join-again")).isEqualTo("You are joining again as David. Not you?");
        assertThat(desk.<TextField>find("#username").getText()).isEqualTo("david");
        Desk.call(() -> {
            desk.model()
                    .join()
                    .serverProperty()
                    .set(URI.create("ws://other.example/ws").toString());
            return null;
        });
        assertThat(text("#join-again")).isEmpty();
    }

    private void type(String text) throws Exception {
        Desk.settle();
        desk.robot().write(text, 0);
        Desk.settle();
    }

    private void press(KeyCode key) throws Exception {
        desk.robot().type(key);
        Desk.settle();
    }

    private String text(String selector) throws Exception {
        return Desk.call(() -> {
            Labeled label = desk.find(selector);
            return label == null ? "" : label.getText();
        });
    }

    private boolean chatIsShown() {
        Node chat = desk.find("#chat-interface");
        return chat != null && chat.isVisible();
    }
}
