package parley.desktop.view;

import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.Row;

/**
 * Keeps what a person reads where it is: at the end the list follows, elsewhere the visible rows stay on their pixel,
 * whatever is put in before or after them and however the list is resized. Only what the person does moves them: the flow
 * (JavaFX 21) also moves rows by itself, up to some layouts later, as it learns their heights. All of it happens after the
 * layout of a pulse and before it is painted, so that no wrong frame is ever seen.
 */
final class ReadingPosition {
    private static final double AT_END_PIXELS = 2;
    private static final double EXACT_PIXELS = 0.5;
    private static final int MOST_TRIES = 5;
    /** For keys and the scroll bar the flow only notes where to go, and goes there in the next layouts. */
    private static final int JUMP_LAYOUTS = 2;
    /** Of the list's height. */
    private static final double STEP = 0.8;
    /** A list is at least as high as so many of the wheel's lines. */
    private static final double LEAST_LINES = 8;

    /** Told after every layout which rows are in sight, and whether the last of all is, wholly. */
    interface Shown {
        void rows(int first, int last, boolean end);
    }

    private final ListView<Row> list;
    private final ReadOnlyBooleanWrapper atEnd = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyIntegerWrapper rowsAbove = new ReadOnlyIntegerWrapper(Integer.MAX_VALUE);
    private final ReadOnlyIntegerWrapper rowsBelow = new ReadOnlyIntegerWrapper();
    private final Shown shown;
    private final Runnable look = this::look;
    private final Runnable afterLayout = this::afterLayout;
    private InSight seen = InSight.NOTHING;
    private final ReadOnlyBooleanProperty moreAfter;
    private boolean follows = true;
    /** On the way to the newest row, which is not in the list yet. */
    private boolean homeward;

    private boolean due = true;
    /** Whether the person has scrolled since the last layout. */
    private boolean scrolled;
    /** While the mouse is down the scroll bar may go on by itself. */
    private boolean pressed;
    /** Layouts that are still to go where the person wanted. */
    private int jumping;

    private int size;
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
        list.addEventFilter(ScrollEvent.SCROLL, this::turn);
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> jump());
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> press(true));
        list.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> press(false));
        // A row that went while the mouse was down hears no release.
        list.addEventFilter(MouseEvent.MOUSE_MOVED, event -> pressed = false);
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

    /** The list is about to be moved on the person's behalf, by a key or by assistive technology. */
    void jump() {
        catchUp();
        jumping = JUMP_LAYOUTS;
    }

    private void press(boolean down) {
        jump();
        pressed = down;
    }

    /** What is in sight now is to stay there. When rows change, this hears of it before the cells do. */
    private void hold() {
        look();
        due = true;
    }

    /** What the person has scrolled to since it was painted. */
    private void look() {
        if (!due && list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            seen = InSight.of(flow);
            if (scrolled) {
                follows = homeward || (seen.endsAbove(size - 1, flow.getHeight() + AT_END_PIXELS) && !moreAfter.get());
            }
        }
    }

    /** A person scrolls from where the rows will be, not from where they were before they changed. */
    private void catchUp() {
        if (due && list.getScene() != null) {
            layout();
            afterLayout();
        }
        scrolled = true;
    }

    /**
     * By exactly as many pixels as the wheel says: what the flow guesses of rows that it has not drawn may be off by whole
     * screens, and when it is scrolled by more than its own height at once it loses its place (JavaFX 21).
     */
    private void turn(ScrollEvent event) {
        catchUp();
        homeward = false;
        boolean overText = Controls.ancestor(event.getTarget(), TextInputControl.class) != null;
        if (overText || event.getDeltaY() == 0 || !(list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow)) {
            return;
        }
        event.consume();
        double step = flow.getHeight() * STEP;
        for (double left = -pixels(event, flow); left != 0 && step > 0; ) {
            double part = Math.copySign(Math.min(step, Math.abs(left)), left);
            IndexedCell<?> stays = part > 0 ? flow.getLastVisibleCell() : flow.getFirstVisibleCell();
            if (stays == null) {
                return;
            }
            double top = stays.getLayoutY() - part;
            flow.scrollPixels(part);
            bring(flow, stays.getIndex(), cell -> cell.getLayoutY() - top);
            left -= part;
        }
    }

    private static double pixels(ScrollEvent event, VirtualFlow<?> flow) {
        return switch (event.getTextDeltaYUnits()) {
            case PAGES -> event.getTextDeltaY() * flow.getHeight();
            case LINES -> event.getTextDeltaY() * line(flow);
            case NONE -> event.getDeltaY();
        };
    }

    /** What a row in sight takes on average, as the flow has it. */
    private static double line(VirtualFlow<?> flow) {
        double most = flow.getHeight() / LEAST_LINES;
        IndexedCell<?> first = flow.getFirstVisibleCell();
        IndexedCell<?> last = flow.getLastVisibleCell();
        if (first == null || last == null) {
            return most;
        }
        double all = last.getLayoutY() + last.getHeight() - first.getLayoutY();
        return Math.min(most, all / (last.getIndex() - first.getIndex() + 1));
    }

    private void move(@Nullable Scene from, @Nullable Scene to) {
        if (from != null) {
            from.removePreLayoutPulseListener(look);
            from.removePostLayoutPulseListener(afterLayout);
        }
        if (to != null) {
            to.addPreLayoutPulseListener(look);
            to.addPostLayoutPulseListener(afterLayout);
            due = true;
        }
    }

    private void afterLayout() {
        if (!(list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) || flow.getHeight() <= 0) {
            return;
        }
        boolean changed = due || width != flow.getWidth() || height != flow.getHeight();
        boolean jumps = pressed || jumping > 0;
        due = false;
        if (changed || !jumps) {
            if (follows) {
                scrollToEnd(flow);
            } else {
                scrollBack(flow);
            }
        }
        remember(flow, scrolled || jumps);
        scrolled = false;
        jumping = Math.max(0, jumping - 1);
    }

    /** The flow goes to where it guesses the last row to be; it may have to be told more than once. */
    private void scrollToEnd(VirtualFlow<?> flow) {
        int last = list.getItems().size() - 1;
        if (last < 0 || InSight.of(flow).endsAbove(last, flow.getHeight() + EXACT_PIXELS)) {
            return;
        }
        list.scrollTo(last);
        layout();
        for (int i = 0; i < MOST_TRIES; i++) {
            IndexedCell<?> cell = flow.getVisibleCell(last);
            double beyond =
                    cell == null ? flow.getHeight() * STEP : cell.getLayoutY() + cell.getHeight() - flow.getHeight();
            if (beyond <= EXACT_PIXELS) {
                return;
            }
            flow.scrollPixels(beyond);
        }
    }

    private void scrollBack(VirtualFlow<?> flow) {
        InSight.Seen anchor = seen.anchor(list.getItems());
        if (anchor != null) {
            bring(flow, InSight.indexOf(anchor, list.getItems()), cell -> off(cell, anchor));
        }
    }

    /**
     * By as many pixels as the row stands elsewhere; again when the flow, which guesses the heights of rows that it has not
     * drawn, went a little too far. A row that is out of sight is brought to the top, which draws all rows anew.
     */
    private void bring(VirtualFlow<?> flow, int index, ToDoubleFunction<IndexedCell<?>> pixelsOff) {
        IndexedCell<?> visible = flow.getVisibleCell(index);
        if (visible != null && Math.abs(pixelsOff.applyAsDouble(visible)) <= EXACT_PIXELS) {
            return;
        }
        if (visible != null) {
            layout();
        }
        for (int i = 0; i < MOST_TRIES; i++) {
            IndexedCell<?> cell = flow.getVisibleCell(index);
            if (cell == null) {
                list.scrollTo(index);
                layout();
                continue;
            }
            double off = pixelsOff.applyAsDouble(cell);
            if (Math.abs(off) <= EXACT_PIXELS) {
                return;
            }
            flow.scrollPixels(off);
        }
    }

    /** A message that changed keeps its lower edge: above it, a name line goes when an older message joins the group. */
    private static double off(IndexedCell<?> cell, InSight.Seen anchor) {
        return anchor.row().equals(cell.getItem())
                ? cell.getLayoutY() - anchor.top()
                : cell.getLayoutY() + cell.getHeight() - anchor.bottom();
    }

    private void layout() {
        list.applyCss();
        list.layout();
    }

    private void remember(VirtualFlow<?> flow, boolean moved) {
        width = flow.getWidth();
        height = flow.getHeight();
        size = list.getItems().size();
        seen = InSight.of(flow);
        IndexedCell<?> first = flow.getFirstVisibleCell();
        IndexedCell<?> last = flow.getLastVisibleCell();
        if (first == null || last == null) {
            follows = size == 0 || follows;
            atEnd.set(true);
            shown.rows(0, size - 1, true);
            return;
        }
        boolean end = seen.endsAbove(size - 1, flow.getHeight() + AT_END_PIXELS);
        homeward &= moreAfter.get();
        follows = homeward || (!moreAfter.get() && (end || (follows && !moved)));
        atEnd.set(end);
        rowsAbove.set(first.getIndex());
        rowsBelow.set(size - 1 - last.getIndex());
        shown.rows(first.getIndex(), last.getIndex(), end);
    }
}
