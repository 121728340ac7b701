package parley.desktop.view;

import javafx.collections.ListChangeListener;
import javafx.geometry.Bounds;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MultipleSelectionModel;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.Row;
import parley.desktop.viewmodel.TextSelection;
import parley.desktop.viewmodel.Transcript;

/** What keys and the menu do in the list of messages. */
final class ListInput {
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");
    private static final KeyCombination MENU = KeyCombination.valueOf("Shift+F10");

    private final KeptSelection kept;
    private final ListView<Row> list;
    private final MultipleSelectionModel<Row> rows;
    private final RowShared shared;
    private final RowMenu menu;

    ListInput(KeptSelection kept, RowShared shared) {
        this.kept = kept;
        this.list = kept.list();
        this.rows = list.getSelectionModel();
        this.shared = shared;
        this.menu = new RowMenu(shared);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::menuRequested);
        list.focusVisibleProperty().addListener((observed, was, is) -> startAtNewest(is));
        // Either text is selected or rows are: what is copied must never be a matter of chance.
        rows.getSelectedIndices().addListener((ListChangeListener<Integer>) change -> {
            if (!rows.isEmpty()) {
                shared.selection().clear();
            }
        });
    }

    private void key(KeyEvent event) {
        if (event.getTarget() != list) {
            return;
        }
        if (COPY.match(event)) {
            event.consume();
            copy();
        } else if (event.getCode() == KeyCode.CONTEXT_MENU || MENU.match(event)) {
            event.consume();
            showMenuAtRow();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            clear(event);
        } else if (rows.getSelectedItem() instanceof Row.Message row && row.changeable()) {
            change(event, row);
        }
    }

    private void copy() {
        TextSelection.Range range = shared.selection().rangeProperty().get();
        String text = range == null ? Transcript.of(kept.rows(), shared.words()) : range.selected();
        if (!text.isEmpty()) {
            Controls.copy(text);
        }
    }

    private void clear(KeyEvent event) {
        if (!rows.isEmpty() || shared.selection().rangeProperty().get() != null) {
            event.consume();
            rows.clearSelection();
            shared.selection().clear();
        }
    }

    private void change(KeyEvent event, Row.Message row) {
        if (event.getCode() == KeyCode.F2 || event.getCode() == KeyCode.ENTER) {
            event.consume();
            shared.chat().edit(row.content());
        } else if (event.getCode() == KeyCode.DELETE) {
            event.consume();
            shared.chat().askDelete(row);
        }
    }

    private void menuRequested(ContextMenuEvent event) {
        if (event.isKeyboardTrigger()) {
            showMenuAtRow();
        } else {
            RowCell cell = Controls.ancestor(event.getTarget(), RowCell.class);
            if (cell != null) {
                show(cell.getItem(), event.getScreenX(), event.getScreenY());
            }
        }
        event.consume();
    }

    private void showMenuAtRow() {
        if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            IndexedCell<?> cell = flow.getVisibleCell(rows.getSelectedIndex());
            Bounds at = (cell == null ? list : cell).localToScreen((cell == null ? list : cell).getLayoutBounds());
            show(rows.getSelectedItem(), at.getCenterX(), at.getCenterY());
        }
    }

    private void show(@Nullable Row row, double screenX, double screenY) {
        if (row instanceof Row.Message message) {
            ContextMenu shown = menu.of(message, kept.rows());
            if (!shown.getItems().isEmpty()) {
                shown.show(list, screenX, screenY);
            }
        }
    }

    /** Who comes by keyboard begins at the newest message in sight. */
    private void startAtNewest(boolean byKeyboard) {
        if (byKeyboard
                && rows.isEmpty()
                && shared.selection().rangeProperty().get() == null
                && list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                && flow.getLastVisibleCell() != null) {
            rows.select(flow.getLastVisibleCell().getIndex());
        }
    }
}
