package parley.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.stage.Stage;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import parley.desktop.app.Desk;
import parley.desktop.app.DeskWheel;
import parley.desktop.viewmodel.Delivery;
import parley.desktop.viewmodel.MessageContent;
import parley.desktop.viewmodel.Row;

/** The wheel is turned in the very frame in which rows come and go. */
class ReadingPositionTest {
    private static final int FIRST = 1_000;
    private static final int ROWS = 300;
    private static final double WHEEL_PX = 700;
    private static final double TALL_PX = 320;
    /** Rows are drawn on whole pixels. */
    private static final Offset<Double> A_PIXEL = Offset.offset(1.0);

    private ObservableList<Row> rows;
    private ListView<Row> list;
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        FxToolkit.registerPrimaryStage();
        stage = Desk.call(() -> {
            rows = FXCollections.observableArrayList(messages(FIRST, FIRST + ROWS));
            list = new ListView<>(rows);
            list.setCellFactory(view -> new Cell());
            new ReadingPosition(
                    list, new ReadOnlyBooleanWrapper(false).getReadOnlyProperty(), (first, last, end) -> {});
            Stage opened = new Stage();
            opened.setScene(new Scene(list, 400, 500));
            opened.show();
            return opened;
        });
        Desk.settle();
        turns(3 * WHEEL_PX);
        Desk.settle();
    }

    @AfterEach
    void close() throws Exception {
        Desk.call(() -> {
            stage.hide();
            return null;
        });
    }

    @Test
    void whoScrolledJustBeforeOlderRowsCameIsWhereTheyScrolledTo() throws Exception {
        Map<Long, Double> scrolledTo = Desk.call(() -> {
            DeskWheel.turn(list.lookup(".virtual-flow"), WHEEL_PX);
            Map<Long, Double> now = visible();
            rows.addAll(0, messages(FIRST - 100, FIRST));
            return now;
        });
        Desk.settle();
        assertThat(Desk.call(this::visible)).isEqualTo(scrolledTo);
    }

    @Test
    void whoScrollsJustAfterOlderRowsCameScrollsThatFar() throws Exception {
        scrollsFromWhereTheyWere(changed -> changed.addAll(0, messages(FIRST - 100, FIRST)));
    }

    @Test
    void whoScrollsJustAfterOlderRowsWentScrollsThatFar() throws Exception {
        scrollsFromWhereTheyWere(changed -> changed.subList(0, 100).clear());
    }

    @Test
    void theEndIsFollowedRowByRow() throws Exception {
        turns(-3 * WHEEL_PX);
        Desk.settle();
        for (int i = 0; i < 200; i++) {
            long seq = FIRST + ROWS + i;
            Desk.call(() -> rows.addAll(messages(seq, seq + 1)));
            Desk.settle();
            assertThat(Desk.call(this::visible)).as("rows in sight").containsKey(seq);
            assertThat(Desk.call(this::beyondTheEdge))
                    .as("pixels of it below the edge")
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void everyTurnOfTheWheelMovesTheRowsAsFarAsItSays() throws Exception {
        for (int i = 0; i < 60; i++) {
            int turn = i;
            double pixels = turn < 40 ? 300 : -300;
            Map<Long, Double> before = Desk.call(this::visible);
            turns(pixels);
            Desk.settle();
            Map<Long, Double> after = Desk.call(this::visible);
            after.keySet().retainAll(before.keySet());
            assertThat(after).as("turn %d", turn).isNotEmpty();
            after.forEach((seq, top) -> assertThat(top - before.get(seq))
                    .as("turn %d, message %d", turn, seq)
                    .isCloseTo(pixels, A_PIXEL));
        }
    }

    @Test
    void aLineOfTheWheelIsAsHighAsTheRowsAreOnAverage() throws Exception {
        Map<Long, Double> before = Desk.call(this::visible);
        double line = Desk.call(() -> {
            VirtualFlow<?> flow = (VirtualFlow<?>) list.lookup(".virtual-flow");
            IndexedCell<?> first = flow.getFirstVisibleCell();
            IndexedCell<?> last = flow.getLastVisibleCell();
            double all = last.getLayoutY() + last.getHeight() - first.getLayoutY();
            DeskWheel.turnLines(flow, 2);
            return Math.min(flow.getHeight() / 8, all / before.size());
        });
        Desk.settle();
        Map<Long, Double> after = Desk.call(this::visible);
        after.keySet().retainAll(before.keySet());
        assertThat(after).isNotEmpty();
        after.forEach((seq, top) -> assertThat(top - before.get(seq)).isCloseTo(2 * line, A_PIXEL));
    }

    @Test
    void wheelOverAListThatHasNoHeightYetDoesNothing() throws Exception {
        Desk.call(() -> {
            ListView<Row> hidden = new ListView<>(rows);
            new ReadingPosition(
                    hidden, new ReadOnlyBooleanWrapper(false).getReadOnlyProperty(), (first, last, end) -> {});
            new Scene(hidden, 0, 0);
            hidden.applyCss();
            DeskWheel.turn(hidden.lookup(".virtual-flow"), WHEEL_PX);
            return null;
        });
    }

    private void scrollsFromWhereTheyWere(Consumer<List<Row>> change) throws Exception {
        Map<Long, Double> before = Desk.call(this::visible);
        Desk.call(() -> {
            change.accept(rows);
            DeskWheel.turn(list.lookup(".virtual-flow"), 100);
            return null;
        });
        Desk.settle();
        Map<Long, Double> after = Desk.call(this::visible);
        before.forEach((seq, top) -> {
            if (after.containsKey(seq)) {
                assertThat(after.get(seq) - top).as("message %d", seq).isCloseTo(100.0, A_PIXEL);
            }
        });
        assertThat(after.keySet()).containsAnyElementsOf(before.keySet());
    }

    private void turns(double pixels) throws Exception {
        Desk.call(() -> {
            DeskWheel.turn(list.lookup(".virtual-flow"), pixels);
            return null;
        });
    }

    private double beyondTheEdge() {
        VirtualFlow<?> flow = (VirtualFlow<?>) list.lookup(".virtual-flow");
        IndexedCell<?> last = flow.getLastVisibleCell();
        return last.getLayoutY() + last.getHeight() - flow.getHeight();
    }

    private Map<Long, Double> visible() {
        VirtualFlow<?> flow = (VirtualFlow<?>) list.lookup(".virtual-flow");
        Map<Long, Double> found = new LinkedHashMap<>();
        for (int i = flow.getFirstVisibleCell().getIndex();
                i <= flow.getLastVisibleCell().getIndex();
                i++) {
            IndexedCell<?> cell = flow.getVisibleCell(i);
            found.put(((Row.Message) cell.getItem()).content().seq(), cell.getLayoutY());
        }
        return found;
    }

    private static List<Row> messages(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(ReadingPositionTest::message)
                .map(Row.class::cast)
                .toList();
    }

    private static Row.Message message(long seq) {
        LocalDate day = LocalDate.of(2026, 11, 24);
        MessageContent content = new MessageContent(
                seq, "r" + seq, "u", "Maya", "M", 0, 0, day, "9:00", "11/24/2026, 9:00", "text " + seq, false);
        return new Row.Message("m" + seq, content, true, false, Delivery.NONE, null, Row.Mode.SHOWN);
    }

    /** Rows of many heights, like those of messages. */
    private static final class Cell extends ListCell<Row> {
        @Override
        protected void updateItem(Row item, boolean empty) {
            super.updateItem(item, empty);
            if (!empty && item instanceof Row.Message message) {
                setText(message.content().text());
                long seq = message.content().seq();
                setMinHeight(seq % 9 < 2 ? TALL_PX : 30 + seq * 37 % 90);
            }
        }
    }
}
