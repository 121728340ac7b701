package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.client.ConnectionState;
import parley.desktop.ScriptedServer;
import parley.desktop.viewmodel.Banner;
import parley.desktop.viewmodel.Pane;
import parley.desktop.viewmodel.SettingsViewModel;

/** What a person can choose, in a real scene graph: reached by keyboard, seen at once, and nothing cut off. */
class SettingsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:16:00Z");

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        server = new ScriptedServer(NOW.toEpochMilli());
        server.setNow("2026-11-23T17:20:11Z");
        server.says("maya", "The store survived 30 kills in a row. Not one message lost. 🎉");
        server.setNow("2026-11-24T09:15:12Z");
        server.says("jonas", "Shall we say three o’clock, in the big room?");
        desk = Desk.open(server.address(), data, Clock.fixed(NOW, ZoneOffset.UTC), 1024, 700);
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void keyboardOpensThePaneStaysInItAndComesBack() throws Exception {
        desk.join("david");
        shortcut(KeyCode.COMMA);
        assertThat(desk.<Node>find("#settings")).isNotNull();
        for (int i = 0; i < 25; i++) {
            press(KeyCode.TAB);
            assertThat(isInPane(Desk.call(() -> desk.stage().getScene().getFocusOwner())))
                    .as("after %d tabs", i + 1)
                    .isTrue();
        }
        press(KeyCode.ESCAPE);
        assertThat(desk.<Node>find("#settings")).isNull();
        assertThat(desk.find("#message").isFocused()).isTrue();
    }

    @Test
    void gearOpensTheSameFromTheDialog() throws Exception {
        Desk.call(() -> {
            desk.<Button>find("#settings-open").fire();
            return null;
        });
        assertThat(desk.model().paneProperty().get()).isEqualTo(Pane.SETTINGS);
        picture("settings-light");
        settings(model -> model.darkProperty().set(true));
        picture("settings-dark");
        settings(model -> model.highContrastProperty().set(true));
        picture("settings-dark-contrast");
    }

    @Test
    void textAndWhatDependsOnItGrowByKeyboard() throws Exception {
        desk.join("david");
        double avatar = height(".row .avatar");
        double emoji = height(".emoji");
        double icon = height("#theme .icon");
        double field = height("#message");
        for (int i = 0; i < 5; i++) {
            shortcut(KeyCode.EQUALS);
        }
        assertThat(desk.model().settings().textPercentProperty().get()).isEqualTo(200);
        Desk.settle();
        assertThat(desk.<Label>find("#room-title").getFont().getSize()).isEqualTo(32, within(0.1));
        assertThat(height(".row .avatar")).isEqualTo(2 * avatar, within(1));
        assertThat(height(".emoji")).isEqualTo(2 * emoji, within(1));
        assertThat(height("#theme .icon")).isEqualTo(2 * icon, within(1));
        assertThat(height("#message")).isGreaterThan(1.7 * field);
        shortcut(KeyCode.MINUS);
        assertThat(desk.model().settings().textPercentProperty().get()).isEqualTo(175);
        shortcut(KeyCode.DIGIT0);
        Desk.settle();
        assertThat(height(".row .avatar")).isEqualTo(avatar, within(0.5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 480})
    void nothingIsCutOffAtTwiceTheSize(int width) throws Exception {
        settings(model -> {
            for (int i = 0; i < 5; i++) {
                model.biggerText();
            }
        });
        Desk.call(() -> {
            desk.stage().setWidth(width);
            desk.stage().setHeight(700);
            desk.model().join().join();
            return null;
        });
        picture("text-200-join-" + width);
        assertThat(cutOff()).isEmpty();
        desk.join("david");
        picture("text-200-chat-" + width);
        assertThat(cutOff()).isEmpty();
        Desk.call(() -> {
            desk.model().open(Pane.SETTINGS);
            return null;
        });
        picture("text-200-settings-" + width);
        assertThat(cutOff()).isEmpty();
        Desk.call(() -> {
            desk.model().closePane();
            desk.<Button>find("#side-open").fire();
            return null;
        });
        picture("text-200-drawer-" + width);
        assertThat(cutOff()).isEmpty();
        Desk.call(() -> {
            desk.<Button>find("#side-open").fire();
            return null;
        });
        server.stop();
        await().until(() -> Desk.call(() -> {
            desk.model().tick();
            return desk.chat().connection().bannerProperty().get().kind() == Banner.Kind.WARNING
                    && desk.chat().connection().stateProperty().get() == ConnectionState.WAITING;
        }));
        picture("text-200-banner-" + width);
        assertThat(cutOff()).isEmpty();
    }

    @Test
    void highContrastIsWornByEverything() throws Exception {
        desk.join("david");
        settings(model -> model.highContrastProperty().set(true));
        picture("contrast-light");
        assertThat(desk.<Label>find("#me-name").getTextFill()).isEqualTo(Color.BLACK);
        settings(model -> model.darkProperty().set(true));
        picture("contrast-dark");
        assertThat(desk.<Label>find("#me-name").getTextFill()).isEqualTo(Color.WHITE);
    }

    @Test
    void withReducedMotionTheDrawerIsThereAtOnce() throws Exception {
        desk.join("david");
        Desk.call(() -> {
            desk.stage().setWidth(480);
            return null;
        });
        Desk.settle();
        settings(model -> model.reducedMotionProperty().set(true));
        assertThat(openDrawer()).isEqualTo(1);
        Desk.call(() -> {
            desk.<Button>find("#side-open").fire();
            return null;
        });
        settings(model -> model.reducedMotionProperty().set(false));
        assertThat(openDrawer()).isLessThan(1);
        await().until(() -> Desk.call(() -> desk.find("#side").getOpacity() == 1));
    }

    /** How opaque the drawer is in the moment in which it was opened. */
    private double openDrawer() throws Exception {
        return Desk.call(() -> {
            desk.<Button>find("#side-open").fire();
            return desk.find("#side").getOpacity();
        });
    }

    /** Texts that are shown with an ellipsis, and controls that reach out of the window. */
    private List<String> cutOff() throws Exception {
        Desk.settle();
        return Desk.call(() -> {
            List<String> problems = new ArrayList<>();
            // A text that has changed since the last pulse is not laid out yet.
            desk.stage().getScene().getRoot().applyCss();
            desk.stage().getScene().getRoot().layout();
            look(desk.stage().getScene().getRoot(), problems);
            return problems;
        });
    }

    private void look(Node node, List<String> problems) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled label
                && label.getText() != null
                && !label.getText().isEmpty()) {
            label.getChildrenUnmodifiable().stream()
                    .filter(Text.class::isInstance)
                    .map(text -> ((Text) text).getText())
                    .filter(shown -> !shown.equals(label.getText()))
                    .forEach(shown -> problems.add("“" + shown + "” is all that is seen of “" + label.getText() + "”"));
            Bounds within = label.getBoundsInParent();
            if (within.getMinY() < -1
                    || within.getMaxY() > label.getParent().getLayoutBounds().getMaxY() + 1) {
                problems.add("“" + label.getText() + "” is higher than what it stands in");
            }
            Bounds bounds = node.localToScene(node.getLayoutBounds());
            double width = desk.stage().getScene().getWidth();
            if (bounds.getMinX() < -0.5 || bounds.getMaxX() > width + 0.5) {
                problems.add("“" + label.getText() + "” reaches out of the window");
            }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> look(child, problems));
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double pixels) {
        return org.assertj.core.data.Offset.offset(pixels);
    }

    private double height(String selector) throws Exception {
        return Desk.call(() -> desk.find(selector).getLayoutBounds().getHeight());
    }

    private boolean isInPane(Node node) {
        return node != null && (node.getId() != null && node.getId().equals("pane") || isInPane(node.getParent()));
    }

    private void settings(java.util.function.Consumer<SettingsViewModel> change) throws Exception {
        Desk.call(() -> {
            change.accept(desk.model().settings());
            return null;
        });
    }

    private void shortcut(KeyCode key) throws Exception {
        desk.robot().push(KeyCode.CONTROL, key);
        Desk.settle();
    }

    private void press(KeyCode key) throws Exception {
        desk.robot().type(key);
        Desk.settle();
    }

    private void picture(String name) throws Exception {
        await().until(() -> Desk.call(() -> {
            Node card = desk.find(".pane-card");
            return card == null || card.getOpacity() == 1;
        }));
        desk.picture(name);
    }
}
