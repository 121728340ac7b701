package parley.desktop.view;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.ListChangeListener;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.Row;

/**
 * Keeps what a person reads where it is: at the end the list follows, elsewhere the visible rows stay on their pixel,
 * whatever is put in before or after them and however the list is resized. All of it happens after the layout of a pulse and
 * before it is painted, so that no wrong frame is ever seen.
 */
final class ReadingPosition {
    private static final double AT_END_PIXELS = 2;
    private static final double EXACT_PIXELS = 0.5;
    private static final int MOST_TRIES = 5;
    /** After rows changed, the flow (JavaFX 21) may move them once more as it learns their heights. */
    private static final int SETTLING_LAYOUTS = 3;
    /** Of the list's height. */
    private static final double STEP = 0.8;

    /** Told after every layout which rows are in sight, and whether the last of all is, wholly. */
    interface Shown {
        void rows(int first, int last, boolean end);
    }

    /** Where a row was painted last. */
    private record Seen(Row row, double top, double bottom) {}

    private final ListView<Row> list;
    private final ReadOnlyBooleanWrapper atEnd = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyIntegerWrapper rowsAbove = new ReadOnlyIntegerWrapper(Integer.MAX_VALUE);
    private final ReadOnlyIntegerWrapper rowsBelow = new ReadOnlyIntegerWrapper();
    private final Shown shown;
    private final Runnable afterLayout = this::afterLayout;
    private List<Seen> seen = List.of();
    private final ReadOnlyBooleanProperty moreAfter;
    private boolean follows = true;
    /** On the way to the newest row, which is not in the list yet. */
    private boolean homeward;

    private boolean due = true;
    /** Layouts that are still to be checked. */
    private int settling;

    private double width;
    private double height;

    /**
     * Watches a list.
     *
     * @param moreAfter true while the list ends before the newest row, so that its end is not to be followed
     * @param shown told after every layout what is in sight
     */
    ReadingPosition(ListView<Row> list, ReadOnlyBooleanProperty moreAfter, Shown shown) {
        this.list = list;
        this.moreAfter = moreAfter;
        this.shown = shown;
        list.getItems().addListener((ListChangeListener<Row>) change -> hold());
        list.sceneProperty().addListener((observed, was, is) -> move(was, is));
        for (EventType<? extends InputEvent> scrolling :
                List.of(ScrollEvent.ANY, KeyEvent.KEY_PRESSED, MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_DRAGGED)) {
            list.addEventFilter(scrolling, event -> catchUp());
        }
        list.addEventFilter(ScrollEvent.SCROLL, this::scrollInSteps);
    }

    /** True when the last row is wholly in sight. */
    ReadOnlyBooleanProperty atEndProperty() {
        return atEnd.getReadOnlyProperty();
    }

    /** How many rows are out of sight at the top. */
    ReadOnlyIntegerProperty rowsAboveProperty() {
        return rowsAbove.getReadOnlyProperty();
    }

    /** How many rows are out of sight at the bottom. */
    ReadOnlyIntegerProperty rowsBelowProperty() {
        return rowsBelow.getReadOnlyProperty();
    }

    /** Goes to the newest row and stays there. */
    void followEnd() {
        follows = true;
        homeward = true;
        due = true;
        list.requestLayout();
    }

    /** Rows are about to change their heights. */
    void keep() {
        hold();
        list.requestLayout();
    }

    /**
     * What is in sight now is to stay there. It may have been scrolled since it was painted. When rows change, this hears of it
     * before the cells do.
     */
    private void hold() {
        if (!due && list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            seen = inSight(flow);
        }
        due = true;
    }

    /** A person scrolls from where the rows will be, not from where they were before they changed. */
    private void catchUp() {
        if (due && list.getScene() != null) {
            layout();
            afterLayout();
        }
        settling = 0;
    }

    /** A flow that is scrolled by more than its own height at once loses its place (JavaFX 21). */
    private void scrollInSteps(ScrollEvent event) {
        homeward = false;
        if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            double step = flow.getHeight() * STEP;
            if (Math.abs(event.getDeltaY()) > step) {
                event.consume();
                for (double left = event.getDeltaY();
                        left != 0;
                        left -= Math.copySign(Math.min(step, Math.abs(left)), left)) {
                    flow.scrollPixels(-Math.copySign(Math.min(step, Math.abs(left)), left));
                }
            }
        }
    }

    private void move(@Nullable Scene from, @Nullable Scene to) {
        if (from != null) {
            from.removePostLayoutPulseListener(afterLayout);
        }
        if (to != null) {
            to.addPostLayoutPulseListener(afterLayout);
            due = true;
        }
    }

    private void afterLayout() {
        if (!(list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) || flow.getHeight() <= 0) {
            return;
        }
        if (due || width != flow.getWidth() || height != flow.getHeight()) {
            due = false;
            settling = SETTLING_LAYOUTS;
        }
        if (settling > 0) {
            settling--;
            if (follows) {
                scrollToEnd(flow);
            } else {
                scrollBack(flow);
            }
        }
        remember(flow);
    }

    private void scrollToEnd(VirtualFlow<?> flow) {
        int last = list.getItems().size() - 1;
        if (last < 0) {
            return;
        }
        list.scrollTo(last);
        layout();
        for (int i = 0; i < MOST_TRIES; i++) {
            IndexedCell<?> cell = flow.getCell(last);
            double beyond = cell.getLayoutY() + cell.getHeight() - flow.getHeight();
            if (beyond <= EXACT_PIXELS) {
                return;
            }
            flow.scrollPixels(beyond);
        }
    }

    /**
     * By as many pixels as the row stands elsewhere; again when the flow, which guesses the heights of rows that it has not
     * drawn, went a little too far. A row that is out of sight is first brought to the top, which draws all rows anew.
     */
    private void scrollBack(VirtualFlow<?> flow) {
        Seen anchor = anchor();
        if (anchor == null) {
            return;
        }
        int index = indexOf(anchor.row().key());
        boolean unchanged = list.getItems().get(index).equals(anchor.row());
        if (flow.getVisibleCell(index) == null) {
            list.scrollTo(index);
        }
        layout();
        for (int i = 0; i < MOST_TRIES; i++) {
            IndexedCell<?> cell = flow.getCell(index);
            double off = unchanged
                    ? cell.getLayoutY() - anchor.top()
                    : cell.getLayoutY() + cell.getHeight() - anchor.bottom();
            if (Math.abs(off) <= EXACT_PIXELS) {
                return;
            }
            flow.scrollPixels(off);
        }
    }

    /** A message that did not change; else one that is still there. Dividers move when older rows come before them. */
    private @Nullable Seen anchor() {
        Seen changed = null;
        for (Seen candidate : seen) {
            if (candidate.row() instanceof Row.Message) {
                int index = indexOf(candidate.row().key());
                if (index >= 0 && list.getItems().get(index).equals(candidate.row())) {
                    return candidate;
                }
                changed = changed == null && index >= 0 ? candidate : changed;
            }
        }
        return changed;
    }

    private int indexOf(String key) {
        List<Row> rows = list.getItems();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private void layout() {
        list.applyCss();
        list.layout();
    }

    private void remember(VirtualFlow<?> flow) {
        width = flow.getWidth();
        height = flow.getHeight();
        IndexedCell<?> first = flow.getFirstVisibleCell();
        IndexedCell<?> last = flow.getLastVisibleCell();
        int size = list.getItems().size();
        if (first == null || last == null) {
            seen = List.of();
            follows = size == 0 || follows;
            atEnd.set(true);
            shown.rows(0, size - 1, true);
            return;
        }
        seen = inSight(flow);
        boolean lastShown = last.getIndex() >= size - 1;
        boolean end = lastShown && last.getLayoutY() + last.getHeight() <= flow.getHeight() + AT_END_PIXELS;
        homeward &= moreAfter.get();
        follows = homeward || (end && !moreAfter.get());
        atEnd.set(end);
        rowsAbove.set(first.getIndex());
        rowsBelow.set(size - 1 - last.getIndex());
        shown.rows(first.getIndex(), last.getIndex(), end);
    }

    private static List<Seen> inSight(VirtualFlow<?> flow) {
        List<Seen> rows = new ArrayList<>();
        IndexedCell<?> first = flow.getFirstVisibleCell();
        IndexedCell<?> last = flow.getLastVisibleCell();
        for (int i = first == null ? 0 : first.getIndex(); last != null && i <= last.getIndex(); i++) {
            IndexedCell<?> cell = flow.getVisibleCell(i);
            if (cell != null && cell.getItem() instanceof Row row) {
                rows.add(new Seen(row, cell.getLayoutY(), cell.getLayoutY() + cell.getHeight()));
            }
        }
        return rows;
    }
}
