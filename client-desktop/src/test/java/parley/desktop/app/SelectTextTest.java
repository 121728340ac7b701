package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.desktop.ScriptedServer;
import parley.desktop.viewmodel.Row;

/** Selecting text in messages by the mouse, as it is drawn, and copying it as it was written. */
class SelectTextTest {
    private static final int SELECTION = 0xd8dafd;
    private static final String LONG = "A long line about nothing 🎂 that goes on and on, ".repeat(6) + "to the end.";
    private static final String HEBREW = "כן, בשעה שלוש. תכינו את העוגה 🎂 ok תודה";
    private static final String TOWER = "Z" + "\u0301".repeat(200) + " \u202Eturned\u202C 👨‍👩‍👧‍👦";

    private final Clock clock = Clock.system(ZoneOffset.UTC);

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void join() throws Exception {
        server = new ScriptedServer(clock.millis());
        server.says("maya", "Hello 🎂 dear world");
        server.says("jonas", LONG);
        server.says("שרה", HEBREW);
        server.says("mallory", TOWER);
        desk = Desk.open(server.address(), data, clock, 900, 700).join("david");
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void dragSelectsAndCopyTakesTheEmojiAlong() throws Exception {
        drag(at(0, 0, 0.5), at(0, 0.999, 0.5));
        assertThat(copied()).isEqualTo("Hello 🎂 dear world");
        BufferedImage image = desk.picture("text-selected");
        assertThat(selectedPixels(image)).isGreaterThan(1_500);
    }

    @Test
    void doubleClickSelectsAWordAndTripleTheMessage() throws Exception {
        click(at(0, 0.1, 0.5), 2);
        assertThat(copied()).isEqualTo("Hello");
        click(at(0, 0.1, 0.5), 3);
        assertThat(copied()).isEqualTo("Hello 🎂 dear world");
    }

    @Test
    void selectionGoesOverLines() throws Exception {
        drag(at(1, 0, 0.05), at(1, 0.5, 0.4));
        String start = copied();
        assertThat(LONG).startsWith(start);
        assertThat(start.length()).isGreaterThan(100);
        drag(at(1, 0.5, 0.4), at(1, 0.999, 2));
        assertThat(start + copied()).isEqualTo(LONG);
        desk.picture("text-selected-lines");
    }

    @Test
    void textToTheLeftIsSelectedFromTheRight() throws Exception {
        drag(at(2, 1, 0.5), at(2, 0.5, 0.5));
        String first = copied();
        assertThat(HEBREW).startsWith(first);
        assertThat(first).contains("כן").doesNotContain("ok");
        drag(at(2, 0.5, 0.5), at(2, 0, 0.5));
        assertThat(first + copied()).isEqualTo(HEBREW);
        Desk.call(() -> {
            desk.model().settings().darkProperty().set(true);
            return null;
        });
        desk.picture("text-selected-hebrew-dark");
        click(at(2, 0.97, 0.5), 2);
        assertThat(copied()).isEqualTo("כן");
    }

    @Test
    void mirroredWindowSelectsTheSame() throws Exception {
        Desk.call(() -> {
            desk.stage().getScene().getRoot().setNodeOrientation(NodeOrientation.RIGHT_TO_LEFT);
            return null;
        });
        Desk.settle();
        drag(at(0, 0, 0.5), at(0, 0.45, 0.5));
        String start = copied();
        assertThat(start).startsWith("Hello").hasSizeLessThan(15);
        drag(at(2, 1, 0.5), at(2, 0.5, 0.5));
        assertThat(HEBREW).startsWith(copied());
        assertThat(copied()).contains("כן").doesNotContain("ok");
        desk.picture("text-selected-mirrored");
    }

    @Test
    void whatIsNotDrawnIsCopied() throws Exception {
        click(at(3, 0.5, 0.5), 3);
        assertThat(copied()).isEqualTo(TOWER);
        drag(at(3, 0, 0.5), at(3, 0.9, 0.5));
        assertThat(TOWER).startsWith(copied());
        assertThat(copied()).startsWith("Z" + "\u0301".repeat(200));
    }

    @Test
    void onlyOneMessageHasASelectionAndEscapeEndsIt() throws Exception {
        click(at(0, 0.1, 0.5), 3);
        click(at(2, 0.5, 0.5), 3);
        assertThat(copied()).isEqualTo(HEBREW);
        assertThat(highlights()).isEqualTo(1);
        desk.robot().type(KeyCode.ESCAPE);
        Desk.settle();
        assertThat(highlights()).isZero();
    }

    @Test
    void editedMessageLosesIt() throws Exception {
        click(at(0, 0.1, 0.5), 3);
        assertThat(highlights()).isEqualTo(1);
        server.changes(1, "Hello 🎂 dear worlds");
        await().until(() -> Desk.call(() -> said().get(0).content().edited()));
        Desk.settle();
        assertThat(highlights()).isZero();
    }

    @Test
    void selectionStaysWithItsMessageAndShowsOnNoOther() throws Exception {
        click(at(0, 0.1, 0.5), 3);
        for (int i = 0; i < 60; i++) {
            server.says("maya", "Hello 🎂 dear world");
        }
        await().until(() -> Desk.call(() -> said().size() == 64));
        Desk.settle();
        assertThat(highlights()).as("in cells that were used before").isZero();
        Desk.call(() -> {
            DeskWheel.turn(desk.find("#chat-messages"), 10_000);
            return null;
        });
        Desk.settle();
        assertThat(highlights()).isEqualTo(1);
        assertThat(copied()).isEqualTo("Hello 🎂 dear world");
    }

    private void drag(Point2D from, Point2D to) throws Exception {
        desk.robot().drag(from, MouseButton.PRIMARY).dropTo(to);
        Desk.settle();
    }

    private void click(Point2D point, int times) throws Exception {
        // A click elsewhere first, so that the clicks before do not count.
        desk.robot().clickOn("#room-title");
        desk.robot().moveTo(point);
        for (int i = 0; i < times; i++) {
            desk.robot().press(MouseButton.PRIMARY).release(MouseButton.PRIMARY);
        }
        Desk.settle();
    }

    private String copied() throws Exception {
        desk.robot().press(KeyCode.CONTROL).type(KeyCode.C).release(KeyCode.CONTROL);
        return Desk.call(() -> Clipboard.getSystemClipboard().getString());
    }

    /** A point in the text of the n-th message, as parts of its width and height, on the screen. */
    private Point2D at(int message, double x, double y) throws Exception {
        return Desk.call(() -> {
            List<TextFlow> flows = desk.stage().getScene().getRoot().lookupAll(".row-text").stream()
                    .map(TextFlow.class::cast)
                    .filter(flow -> flow.getScene() != null && flow.getWidth() > 0)
                    .sorted(Comparator.comparingDouble(flow -> top(flow)))
                    .toList();
            TextFlow flow = flows.get(message);
            return flow.localToScreen(flow.getWidth() * x, flow.getHeight() * y);
        });
    }

    private static double top(TextFlow flow) {
        Bounds bounds = flow.localToScene(flow.getLayoutBounds());
        return bounds.getMinY();
    }

    /** Those that can be seen: cells that are kept for later have theirs still. */
    private long highlights() throws Exception {
        return Desk.call(() -> desk.stage().getScene().getRoot().lookupAll(".row-highlight").stream()
                .filter(path -> !((javafx.scene.shape.Path) path).getElements().isEmpty() && isSeen(path))
                .count());
    }

    private static boolean isSeen(Node node) {
        return node == null || (node.isVisible() && isSeen(node.getParent()));
    }

    private static int selectedPixels(BufferedImage image) {
        int found = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) == SELECTION) {
                    found++;
                }
            }
        }
        return found;
    }

    private List<Row.Message> said() {
        return desk.chat().timeline().rows().stream()
                .filter(Row.Message.class::isInstance)
                .map(Row.Message.class::cast)
                .toList();
    }
}
