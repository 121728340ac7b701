package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Button;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.skin.VirtualFlow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.desktop.ScriptedServer;
import parley.desktop.viewmodel.Row;
import parley.model.Timestamp;

/** The reading position: nothing that happens elsewhere may move what is being read. */
class ReadingTest {
    private static final int MESSAGES = 2_000;

    private final Clock clock = Clock.system(ZoneOffset.UTC);

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void join() throws Exception {
        server = new ScriptedServer(clock.millis());
        long start = clock.millis() - MESSAGES * 60_000L;
        for (int i = 1; i <= MESSAGES; i++) {
            server.setNow(Timestamp.format(start + i * 60_000L));
            server.says(i % 5 < 2 ? "maya" : "jonas", "Message " + i + " and some more words.".repeat(i * 7 % 23));
        }
        desk = Desk.open(server.address(), data, clock, 900, 700).join("david");
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void olderMessagesLeaveEveryVisibleOneOnItsPixel() throws Exception {
        double worst = 0;
        int pages = 0;
        while (!beginningIsHeld()) {
            server.setHoldsHistory(true);
            long before = Desk.call(() -> numbers().get(0));
            await().until(() -> {
                scrollUp(5_000);
                return server.heldHistory() > 0 || beginningIsHeld();
            });
            if (beginningIsHeld()) {
                break;
            }
            Desk.settle();
            Map<String, Double> seen = Desk.call(this::visible);
            server.setHoldsHistory(false);
            await().until(() -> Desk.call(() -> numbers().get(0)) < before);
            Desk.settle();
            worst = Math.max(worst, moved(seen, Desk.call(this::visible)));
            pages++;
        }
        assertThat(pages).isGreaterThan(30);
        assertThat(worst).as("pixels over %d pages", pages).isLessThanOrEqualTo(1);
    }

    @Test
    void longRoomIsHeldInPartAndReadThroughWithoutAHole() throws Exception {
        Set<Long> read = new TreeSet<>(Desk.call(this::numbers));
        while (!beginningIsHeld()) {
            scrollUp(5_000);
            read.addAll(readAlong());
        }
        assertThat(read).hasSize(MESSAGES);
        read.clear();
        server.says("maya", "While you were far back");
        await().until(() ->
                Desk.call(() -> desk.<Button>find("#new-pill").getText().equals("1 new message")));
        while (!Desk.call(this::lastIsVisible)
                || Desk.call(() -> desk.chat().timeline().moreAfterProperty().get())) {
            scrollUp(-5_000);
            read.addAll(readAlong());
        }
        assertThat(read).hasSize(MESSAGES + 1);
        assertThat(Desk.call(() -> desk.<Button>find("#new-pill").isVisible())).isFalse();
        server.says("maya", "Live again");
        await().until(() -> Desk.call(() -> lastRow().content().text().equals("Live again")));
    }

    @Test
    void newerPagesLeaveEveryVisibleMessageOnItsPixel() throws Exception {
        while (!beginningIsHeld()) {
            scrollUp(5_000);
        }
        double worst = 0;
        int pages = 0;
        while (Desk.call(() -> desk.chat().timeline().moreAfterProperty().get())) {
            server.setHoldsHistory(true);
            long before = Desk.call(() -> numbers().get(numbers().size() - 1));
            await().until(() -> {
                scrollUp(-5_000);
                return server.heldHistory() > 0;
            });
            Desk.settle();
            Map<String, Double> seen = Desk.call(this::visible);
            server.setHoldsHistory(false);
            await().until(() -> Desk.call(() -> numbers().get(numbers().size() - 1)) > before);
            Desk.settle();
            worst = Math.max(worst, moved(seen, Desk.call(this::visible)));
            pages++;
        }
        assertThat(pages).isGreaterThan(15);
        assertThat(worst).as("pixels over %d pages", pages).isLessThanOrEqualTo(1);
    }

    @Test
    void theWheelOverALongTextThatIsEditedTurnsThatText() throws Exception {
        Desk.call(() -> {
            desk.chat().composer().textProperty().set("line\n".repeat(60) + "end");
            desk.<Button>find("#send-message").fire();
            return null;
        });
        await().until(() -> Desk.call(() -> lastRow().changeable()));
        Desk.call(() -> {
            desk.chat().edit(lastRow().content());
            return null;
        });
        await().until(() -> Desk.call(() -> desk.find("#edit-message") != null));
        Desk.settle();
        TextArea area = desk.find("#edit-message");
        Map<String, Double> before = Desk.call(this::visible);
        double top = Desk.call(area::getScrollTop);
        Desk.call(() -> {
            DeskWheel.turn(area.lookup(".content"), 60);
            return null;
        });
        Desk.settle();
        assertThat(Desk.call(area::getScrollTop)).isLessThan(top);
        assertThat(Desk.call(this::visible)).isEqualTo(before);
    }

    @Test
    void whoWritesFarBackIsBroughtToTheNewest() throws Exception {
        while (!beginningIsHeld()) {
            scrollUp(5_000);
        }
        Desk.call(() -> {
            desk.chat().composer().textProperty().set("here I am");
            desk.<Button>find("#send-message").fire();
            return null;
        });
        await().until(() -> Desk.call(() -> numbers().contains((long) MESSAGES)
                && lastRow().content().text().equals("here I am")
                && lastIsVisible()));
        assertThat(Desk.call(() -> desk.chat().timeline().moreAfterProperty().get()))
                .isFalse();
    }

    @Test
    void newMessagesAndAResizeLeaveItToo() throws Exception {
        scrollUp(3_000);
        Desk.settle();
        Map<String, Double> seen = Desk.call(this::visible);
        for (int i = 0; i < 20; i++) {
            server.says("maya", "Below " + i);
        }
        await().until(() ->
                Desk.call(() -> desk.chat().timeline().belowProperty().get()) == 20);
        Desk.settle();
        assertThat(moved(seen, Desk.call(this::visible))).isLessThanOrEqualTo(1);
        String first = seen.keySet().iterator().next();
        Desk.call(() -> {
            desk.stage().setWidth(620);
            return null;
        });
        Desk.settle();
        Map<String, Double> after = Desk.call(this::visible);
        assertThat(after).containsKey(first);
        assertThat(Math.abs(after.get(first) - seen.get(first))).isLessThanOrEqualTo(1);
    }

    @Test
    void atTheEndTheListFollowsAndThePillBringsBack() throws Exception {
        assertThat(Desk.call(this::lastIsVisible)).isTrue();
        for (int i = 0; i < 30; i++) {
            server.says("maya", "Follow " + i);
        }
        await().until(() ->
                Desk.call(() -> rows() > 50 && lastRow().content().text().equals("Follow 29")));
        Desk.settle();
        assertThat(Desk.call(this::lastIsVisible)).isTrue();
        scrollUp(2_000);
        Desk.settle();
        server.says("maya", "Unseen");
        await().until(() -> Desk.call(() -> desk.<Button>find("#new-pill").isVisible()));
        assertThat(Desk.call(() -> desk.<Button>find("#new-pill").getText())).isEqualTo("1 new message");
        Desk.call(() -> {
            desk.<Button>find("#new-pill").fire();
            return null;
        });
        await().until(() -> Desk.call(
                () -> lastIsVisible() && !desk.<Button>find("#new-pill").isVisible()));
    }

    @Test
    void assistiveTechnologyScrollsToo() throws Exception {
        scrollUp(300);
        int first = Desk.call(() -> flow().getFirstVisibleCell().getIndex());
        Desk.call(() -> {
            ListView<Row> list = desk.find("#chat-messages");
            Object row = list.queryAccessibleAttribute(AccessibleAttribute.ITEM_AT_INDEX, first - 5);
            list.executeAccessibleAction(AccessibleAction.SHOW_ITEM, row);
            return null;
        });
        Desk.settle();
        assertThat(Desk.call(() -> flow().getFirstVisibleCell().getIndex())).isLessThanOrEqualTo(first - 5);
    }

    @Test
    void fewCellsDrawManyRows() throws Exception {
        scrollUp(5_000);
        Desk.settle();
        assertThat(Desk.call(() ->
                        desk.stage().getScene().getRoot().lookupAll(".row-cell").size()))
                .isLessThan(60);
    }

    private boolean beginningIsHeld() throws Exception {
        return Desk.call(() -> desk.chat().timeline().rows().get(0) instanceof Row.Beginning);
    }

    /** What is held while a person reads on, never more than a part of the room, and in order without a hole. */
    private List<Long> readAlong() throws Exception {
        Desk.settle();
        return Desk.call(() -> {
            List<Long> held = numbers();
            assertThat(held).hasSizeLessThanOrEqualTo(1_000);
            for (int i = 1; i < held.size(); i++) {
                assertThat(held.get(i)).isEqualTo(held.get(i - 1) + 1);
            }
            return held;
        });
    }

    private List<Long> numbers() {
        return desk.chat().timeline().rows().stream()
                .filter(Row.Message.class::isInstance)
                .map(row -> ((Row.Message) row).content().seq())
                .filter(seq -> seq > 0)
                .toList();
    }

    private int rows() {
        return desk.chat().timeline().rows().size();
    }

    private Row.Message lastRow() {
        return (Row.Message) desk.chat().timeline().rows().get(rows() - 1);
    }

    private VirtualFlow<?> flow() {
        return (VirtualFlow<?>) desk.<ListView<Row>>find("#chat-messages").lookup(".virtual-flow");
    }

    /** As one turn of a very fast wheel. */
    private void scrollUp(double pixels) throws Exception {
        Desk.call(() -> {
            DeskWheel.turn(desk.find("#chat-messages"), pixels);
            return null;
        });
        Desk.settle();
    }

    private boolean lastIsVisible() {
        IndexedCell<?> last = flow().getLastVisibleCell();
        return last != null
                && last.getIndex() == rows() - 1
                && last.getLayoutY() + last.getHeight() <= flow().getHeight() + 1;
    }

    /** Where the lower edge of each message stands: above it, a name line may go when an older message joins the group. */
    private Map<String, Double> visible() {
        Map<String, Double> found = new LinkedHashMap<>();
        for (int i = flow().getFirstVisibleCell().getIndex();
                i <= flow().getLastVisibleCell().getIndex();
                i++) {
            IndexedCell<?> cell = flow().getCell(i);
            double bottom = cell.getLayoutY() + cell.getHeight();
            if (cell.getItem() instanceof Row.Message row && bottom <= flow().getHeight()) {
                found.put(Long.toString(row.content().seq()), bottom);
            }
        }
        return found;
    }

    private static double moved(Map<String, Double> before, Map<String, Double> after) {
        assertThat(after.keySet()).containsAnyElementsOf(before.keySet());
        return before.entrySet().stream()
                .filter(entry -> after.containsKey(entry.getKey()))
                .mapToDouble(entry -> Math.abs(after.get(entry.getKey()) - entry.getValue()))
                .max()
                .orElse(Double.MAX_VALUE);
    }
}
