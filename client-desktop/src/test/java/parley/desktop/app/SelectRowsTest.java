package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.desktop.ScriptedServer;
import parley.desktop.viewmodel.Row;

/** Selecting several messages by mouse and keyboard, copying them, and the menu of a message. */
class SelectRowsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:16:00Z");
    private static final int MESSAGES = 120;

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void join() throws Exception {
        server = new ScriptedServer(NOW.toEpochMilli());
        server.setNow("2026-11-23T17:20:11Z");
        IntStream.rangeClosed(1, MESSAGES).forEach(i -> server.says("maya", "Message " + i));
        server.changes(MESSAGES - 1, null);
        desk = Desk.open(server.address(), data, Clock.fixed(NOW, ZoneOffset.UTC), 900, 700);
        // As after the time that it takes to type a name: with a list that has shown other rows.
        await().until(() -> Desk.call(
                () -> desk.find("#chat-messages") != null && list().getItems().size() > 20));
        desk.join("david");
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void clickShiftAndControlSelectAndCopyLeavesDeletedOnesOut() throws Exception {
        click(MESSAGES - 5);
        hold(KeyCode.SHIFT, () -> click(MESSAGES));
        assertThat(selected()).containsExactlyInAnyOrder("115", "116", "117", "118", "119", "120");
        hold(KeyCode.CONTROL, () -> click(MESSAGES - 3));
        desk.picture("rows-selected");
        assertThat(copied()).isEqualTo(lines(115, 116, 118, 120));
    }

    @Test
    void keyboardStartsAtTheNewestAndEscapeEnds() throws Exception {
        keys(KeyCode.SHIFT, KeyCode.TAB);
        assertThat(Desk.call(() -> list().isFocused())).isTrue();
        keys(KeyCode.UP);
        keys(KeyCode.SHIFT, KeyCode.UP);
        keys(KeyCode.SHIFT, KeyCode.UP);
        assertThat(copied()).isEqualTo(lines(117, 118));
        keys(KeyCode.ESCAPE);
        assertThat(selected()).isEmpty();
    }

    @Test
    void controlASelectsAllThatIsThere() throws Exception {
        click(MESSAGES);
        keys(KeyCode.CONTROL, KeyCode.A);
        assertThat(copied().lines().count()).isEqualTo(49);
    }

    @Test
    void rowsStaySelectedWhenOlderOnesComeBeforeThemAndNewOnesAfter() throws Exception {
        Desk.call(() -> {
            DeskWheel.turn(list(), 10_000);
            return null;
        });
        Desk.settle();
        await().until(() -> Desk.call(() -> rows().size() > 80));
        Desk.settle();
        int first = Integer.parseInt(Desk.call(() -> said().get(0).key()));
        server.setHoldsHistory(true);
        Desk.call(() -> {
            list().getSelectionModel().clearAndSelect(index(first));
            list().getSelectionModel().select(index(first + 2));
            DeskWheel.turn(list(), 10_000);
            return null;
        });
        await().until(() -> server.heldHistory() > 0);
        server.setHoldsHistory(false);
        await().until(() -> Desk.call(() -> said().get(0).key().equals("1")));
        Desk.settle();
        assertThat(selected()).containsExactlyInAnyOrder("" + first, "" + (first + 2));
        assertThat(Desk.call(() -> list().getFocusModel().getFocusedItem().key()))
                .isEqualTo("" + (first + 2));
        server.changes(first + 2, "another text");
        server.says("maya", "new");
        await().until(() -> Desk.call(
                () -> "new".equals(said().get(said().size() - 1).content().text())));
        assertThat(selected()).containsExactlyInAnyOrder("" + first, "" + (first + 2));
    }

    @Test
    void rowsAndTextAreNeverSelectedAtOnce() throws Exception {
        click(MESSAGES);
        assertThat(selected()).containsExactly("120");
        clickText(MESSAGES - 2, 3);
        assertThat(selected()).isEmpty();
        assertThat(copied()).isEqualTo("Message 118");
        click(MESSAGES);
        assertThat(copied()).isEqualTo(lines(120));
    }

    @Test
    void menuCopiesTheTextAndTheSelectedMessages() throws Exception {
        click(MESSAGES - 2);
        hold(KeyCode.SHIFT, () -> click(MESSAGES));
        requestMenu(MESSAGES);
        assertThat(menu()).containsExactly("Copy text", "Copy 2 messages");
        fire("Copy 2 messages");
        assertThat(clipboard()).isEqualTo(lines(118, 120));
        requestMenu(MESSAGES);
        fire("Copy text");
        assertThat(clipboard()).isEqualTo("Message 120");
    }

    @Test
    void menuKeyOpensTheMenuAndItsLinkOpensTheBrowser() throws Exception {
        server.says("maya", "Look: https://example.com/a_(b), or http://example.com.");
        await().until(() -> Desk.call(() -> said().size() == 51));
        keys(KeyCode.SHIFT, KeyCode.TAB);
        keys(KeyCode.SHIFT, KeyCode.F10);
        assertThat(menu())
                .containsExactly(
                        "Copy text", "Copy message", "Open https://example.com/a_(b)", "Open http://example.com");
        keys(KeyCode.DOWN);
        keys(KeyCode.DOWN);
        keys(KeyCode.ENTER);
        assertThat(desk.opened()).containsExactly(URI.create("https://example.com/a_(b)"));
        assertThat(menu()).isEmpty();
        keys(KeyCode.CONTEXT_MENU);
        assertThat(menu()).hasSize(4);
        keys(KeyCode.ESCAPE);
        assertThat(menu()).isEmpty();
    }

    @Test
    void clickOnALinkOpensItAndADragSelectsIt() throws Exception {
        server.says("maya", "https://example.com/");
        await().until(() -> Desk.call(() -> said().size() == 51));
        Desk.settle();
        Point2D left = inText(MESSAGES + 2, 0.01);
        Point2D right = inText(MESSAGES + 2, 0.99);
        desk.robot().drag(left, MouseButton.PRIMARY).dropTo(right);
        assertThat(copied()).isEqualTo("https://example.com/");
        assertThat(desk.opened()).isEmpty();
        desk.robot().clickOn("#room-title").clickOn(inText(MESSAGES + 2, 0.5));
        assertThat(desk.opened()).containsExactly(URI.create("https://example.com/"));
    }

    @Test
    void ownMessageIsEditedAndDeletedFromTheMenu() throws Exception {
        desk.robot().write("mine", 0);
        desk.robot().type(KeyCode.ENTER);
        await().until(() -> Desk.call(() -> said().get(said().size() - 1).changeable()));
        Desk.settle();
        keys(KeyCode.SHIFT, KeyCode.TAB);
        keys(KeyCode.SHIFT, KeyCode.F10);
        assertThat(menu()).containsExactly("Copy text", "Copy message", "Edit", "Delete");
        fire("Edit");
        await().until(() -> Desk.call(() -> desk.find("#edit-message") != null));
        keys(KeyCode.ESCAPE);
        await().until(() -> Desk.call(() -> desk.find("#edit-message") == null));
        Desk.call(() -> {
            list().requestFocus();
            return null;
        });
        keys(KeyCode.SHIFT, KeyCode.F10);
        fire("Delete");
        await().until(() -> Desk.call(() -> desk.find(".row-question") != null));
    }

    private String lines(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(i -> "[11/23/2026, 5:20:11 PM] Maya: Message " + i)
                .collect(Collectors.joining("\n"));
    }

    private void click(int seq) throws Exception {
        desk.robot().clickOn(beside(seq));
        Desk.settle();
    }

    private void clickText(int seq, int times) throws Exception {
        desk.robot().moveTo(inText(seq, 0.5));
        for (int i = 0; i < times; i++) {
            desk.robot().press(MouseButton.PRIMARY).release(MouseButton.PRIMARY);
        }
        Desk.settle();
    }

    /** The empty part of a row, on the screen. */
    private Point2D beside(int seq) throws Exception {
        return Desk.call(() -> {
            Node cell = cell(seq);
            return cell.localToScreen(
                    cell.getLayoutBounds().getWidth() - 150,
                    cell.getLayoutBounds().getHeight() - 6);
        });
    }

    private Point2D inText(int seq, double part) throws Exception {
        return Desk.call(() -> {
            Node text = cell(seq).lookup(".row-text");
            return text.localToScreen(
                    text.getLayoutBounds().getWidth() * part,
                    text.getLayoutBounds().getHeight() / 2);
        });
    }

    private ListCell<?> cell(int seq) {
        return list().lookupAll(".row-cell").stream()
                .map(ListCell.class::cast)
                .filter(cell -> cell.getItem() instanceof Row.Message row
                        && row.content().seq() == seq
                        && cell.isVisible())
                .findFirst()
                .orElseThrow();
    }

    private void hold(KeyCode modifier, Task task) throws Exception {
        desk.robot().press(modifier);
        task.run();
        desk.robot().release(modifier);
        Desk.settle();
    }

    private void keys(KeyCode... keys) throws Exception {
        desk.robot().push(keys);
        Desk.settle();
    }

    private String copied() throws Exception {
        keys(KeyCode.CONTROL, KeyCode.C);
        return clipboard();
    }

    private static String clipboard() throws Exception {
        return Desk.call(() -> Clipboard.getSystemClipboard().getString());
    }

    /** As the system does after a press of the right button; the headless one does not. */
    private void requestMenu(int seq) throws Exception {
        Point2D point = beside(seq);
        Desk.call(() -> {
            Event.fireEvent(
                    cell(seq),
                    new ContextMenuEvent(
                            ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, point.getX(), point.getY(), false, null));
            return null;
        });
    }

    private List<String> menu() throws Exception {
        Desk.settle();
        return Desk.call(() -> Window.getWindows().stream()
                .filter(ContextMenu.class::isInstance)
                .flatMap(window -> ((ContextMenu) window).getItems().stream())
                .map(MenuItem::getText)
                .filter(text -> text != null)
                .toList());
    }

    private void fire(String text) throws Exception {
        Desk.call(() -> {
            ContextMenu shown = (ContextMenu) Window.getWindows().stream()
                    .filter(ContextMenu.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            shown.getItems().stream()
                    .filter(item -> text.equals(item.getText()))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            shown.hide();
            return null;
        });
        Desk.settle();
    }

    private List<String> selected() throws Exception {
        return Desk.call(() -> list().getSelectionModel().getSelectedItems().stream()
                .map(Row::key)
                .toList());
    }

    private ListView<Row> list() {
        return desk.find("#chat-messages");
    }

    private List<Row> rows() {
        return desk.chat().timeline().rows();
    }

    private int index(int seq) {
        return rows().stream().map(Row::key).toList().indexOf("" + seq);
    }

    private List<Row.Message> said() {
        return rows().stream()
                .filter(Row.Message.class::isInstance)
                .map(Row.Message.class::cast)
                .toList();
    }

    /** Something to do while a key is held. */
    private interface Task {
        void run() throws Exception;
    }
}
