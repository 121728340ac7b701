package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;
import parley.desktop.ScriptedServer;
import parley.desktop.viewmodel.Row;

/** What is made before it is needed is not seen, and what is made when it is needed is there. */
class RehearsalTest {
    /** Longer than a step of the rehearsal takes. */
    private static final Duration STEPS = Duration.ofMillis(500);

    private final Clock clock = Clock.system(ZoneOffset.UTC);

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        server = new ScriptedServer(clock.millis());
        server.says("maya", "Hello");
        desk = Desk.open(server.address(), data, clock, 900, 700);
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void rowsOfTheRehearsalAreNeverSeen() throws Exception {
        await().until(() -> Desk.call(() -> list() != null && list().getItems().size() > 20));
        assertThat(Desk.call(() -> desk.find("#chat-interface").isVisible())).isFalse();
        assertThat(Desk.call(() -> desk.find("#username").isFocused())).isTrue();
        desk.join("david");
        assertThat(Desk.call(() -> list().getItems()))
                .isEqualTo(Desk.call(() -> desk.chat().timeline().rows()));
        assertThat(Desk.call(this::textsOfCells)).containsExactly("Hello");
    }

    @Test
    void whoJoinsInTheMiddleOfItSeesTheRoomAllTheSame() throws Exception {
        await().pollInterval(Duration.ofMillis(5))
                .until(() ->
                        Desk.call(() -> list() != null && !list().getItems().isEmpty()));
        desk.join("david");
        await().during(STEPS)
                .until(() -> Desk.call(
                        () -> list().getItems().equals(desk.chat().timeline().rows())));
    }

    @Test
    void secondTryAfterARefusalIsPreparedToo() throws Exception {
        await().until(() -> Desk.call(() -> list() != null));
        desk.join("david");
        Desk.call(() -> {
            desk.model().leave();
            return null;
        });
        await().until(() -> Desk.call(() -> list() != null && list().getItems().size() > 20));
        assertThat(Desk.call(() -> desk.find("#chat-interface").isVisible())).isFalse();
        desk.join("david");
        assertThat(Desk.call(this::textsOfCells)).containsExactly("Hello");
    }

    @Test
    void toolsAndTooltipComeWithTheMouse() throws Exception {
        desk.join("david");
        assertThat(Desk.call(() -> desk.find(".row-tools") == null)).isTrue();
        Desk.call(() -> {
            desk.chat().composer().textProperty().set("Mine");
            desk.chat().composer().submit();
            return null;
        });
        await().until(() -> server.texts().contains("Mine"));
        Desk.settle();
        desk.robot().moveTo(Desk.call(this::ownTime).localToScreen(5, 5));
        WaitForAsyncUtils.waitForFxEvents();
        await().until(() -> Desk.call(
                () -> desk.find(".row-tools") != null && desk.find(".row-tools").isVisible()));
        // The row may have moved meanwhile: the tick of what is stored makes it wider.
        await().until(() -> {
            desk.robot().moveTo(Desk.call(this::ownTime).localToScreen(5, 5));
            return Desk.call(() -> ((Labeled) ownTime()).getTooltip() != null);
        });
        Tooltip tip = Desk.call(() -> ((Labeled) ownTime()).getTooltip());
        assertThat(tip.getText()).contains(":").contains("20");
        Desk.call(() -> {
            ((Button) desk.find(".row-tool")).fire();
            return null;
        });
        await().until(() -> Desk.call(() -> desk.find("#edit-message") != null));
    }

    private Node ownTime() {
        return list().lookupAll(".row").stream()
                .filter(row -> row.getPseudoClassStates().contains(PseudoClass.getPseudoClass("changeable")))
                .findFirst()
                .orElseThrow()
                .lookup(".row-time");
    }

    private List<String> textsOfCells() {
        return list().lookupAll(".row-text").stream()
                .filter(Node::isVisible)
                .filter(RehearsalTest::isShown)
                .map(text -> text.lookup(".row-said"))
                .map(said -> ((Text) said).getText())
                .toList();
    }

    private static boolean isShown(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private ListView<Row> list() {
        return desk.find("#chat-messages");
    }
}
