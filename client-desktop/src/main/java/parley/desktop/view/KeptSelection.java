package parley.desktop.view;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleAction;
import javafx.scene.control.ListView;
import javafx.scene.control.MultipleSelectionModel;
import javafx.scene.control.SelectionMode;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.Row;

/**
 * Several selected rows, which stay selected by their keys while rows come, go and change. JavaFX 21 remembers places, and
 * loses them when rows are replaced.
 */
final class KeptSelection {
    private final ObservableList<Row> rows;
    private final MultipleSelectionModel<Row> model;
    private final ListView<Row> list;
    private final Set<String> keys = new HashSet<>();
    private @Nullable String focused;
    private boolean rowsChange;
    private Runnable beforeAction = () -> {};
    private final ListChangeListener<Row> afterTheList = change -> {
        restore(change);
        rowsChange = false;
    };

    /** A list of rows whose selection is kept. */
    KeptSelection(ObservableList<Row> rows) {
        this.rows = rows;
        // Before and after the list's own listener, which moves its selection about.
        rows.addListener((ListChangeListener<Row>) change -> rowsChange = true);
        list = new ListView<>(rows) {
            @Override
            public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
                beforeAction.run();
                super.executeAccessibleAction(action, parameters);
            }
        };
        rows.addListener(afterTheList);
        model = list.getSelectionModel();
        model.setSelectionMode(SelectionMode.MULTIPLE);
        model.getSelectedIndices().addListener((ListChangeListener<Integer>) change -> remember());
        list.getFocusModel().focusedIndexProperty().addListener((observed, was, is) -> rememberFocus());
    }

    /** The list. */
    ListView<Row> list() {
        return list;
    }

    /** Shows other rows, of which none is selected. */
    void lend(List<Row> others) {
        list.setItems(FXCollections.observableArrayList(others));
    }

    /** Shows its own rows again. */
    void takeBack() {
        list.setItems(rows);
        // The list listens anew, behind this.
        rows.removeListener(afterTheList);
        rows.addListener(afterTheList);
    }

    /** What to do before assistive technology scrolls the list. */
    void beforeAccessibleAction(Runnable listener) {
        beforeAction = listener;
    }

    /** The selected rows, from top to bottom. */
    List<Row> rows() {
        return model.getSelectedIndices().stream().sorted().map(rows::get).toList();
    }

    private void remember() {
        if (!rowsChange) {
            keys.clear();
            model.getSelectedIndices().forEach(index -> keys.add(rows.get(index).key()));
        }
    }

    private void rememberFocus() {
        Row row = list.getFocusModel().getFocusedItem();
        if (!rowsChange && row != null) {
            focused = row.key();
        }
    }

    private void restore(ListChangeListener.Change<? extends Row> change) {
        if (keys.isEmpty()) {
            return;
        }
        while (change.next()) {
            if (change.getAddedSize() == change.getRemovedSize()) {
                IntStream.range(change.getFrom(), change.getTo()).forEach(this::restore);
            } else {
                IntStream.range(0, rows.size()).forEach(this::restore);
            }
        }
        restoreFocus();
    }

    private void restore(int index) {
        boolean wanted = keys.contains(rows.get(index).key());
        if (wanted && !model.isSelected(index)) {
            model.select(index);
        } else if (!wanted && model.isSelected(index)) {
            model.clearSelection(index);
        }
    }

    private void restoreFocus() {
        Row row = list.getFocusModel().getFocusedItem();
        if (row == null || !row.key().equals(focused)) {
            IntStream.range(0, rows.size())
                    .filter(i -> rows.get(i).key().equals(focused))
                    .findFirst()
                    .ifPresent(list.getFocusModel()::focus);
        }
    }
}
