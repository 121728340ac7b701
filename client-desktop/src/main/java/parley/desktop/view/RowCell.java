package parley.desktop.view;

import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.Row;
import parley.desktop.viewmodel.Words;

/**
 * Draws any row. It keeps one view for each kind of row that it ever showed and shows the one that it needs: putting nodes in and
 * out would have all their styles worked out anew, which is what scrolling spends its time with.
 */
final class RowCell extends ListCell<Row> {
    private final RowShared shared;
    private final Words words;
    private final StackPane kinds = new StackPane();
    private @Nullable MessageRowView message;
    private @Nullable DividerView divider;
    private @Nullable StartView start;

    RowCell(RowShared shared) {
        this.shared = shared;
        this.words = shared.words();
        kinds.getStyleClass().add("row-kinds");
        setGraphic(kinds);
        getStyleClass().add("row-cell");
        hoverProperty().addListener((observed, was, is) -> reached(is));
        selectedProperty().addListener((observed, was, is) -> reached(is));
        // The list's width decides; without this the longest line would.
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
        super.updateItem(row, empty);
        kinds.setVisible(row != null);
        if (row == null) {
            setAccessibleText(null);
        } else if (row instanceof Row.Message said) {
            message = message == null ? add(new MessageRowView(shared)) : message;
            message.update(said);
            show(message, said.content().spoken(words));
            reached(isHover() || isSelected());
        } else if (row instanceof Row.Day day) {
            showDivider(day.text(), false);
        } else if (row instanceof Row.New) {
            showDivider(words.get("list.new"), true);
        } else if (row instanceof Row.Hole) {
            showDivider(words.get("list.hole"), false);
        } else if (row instanceof Row.Beginning beginning) {
            start = start == null ? add(new StartView(words)) : start;
            start.update(beginning.empty());
            show(start, start.title());
        }
    }

    private void reached(boolean is) {
        if (is && message != null) {
            message.reached();
        }
    }

    private void showDivider(String text, boolean isNew) {
        divider = divider == null ? add(new DividerView()) : divider;
        divider.update(text, isNew);
        show(divider, text);
    }

    private <N extends Node> N add(N kind) {
        kinds.getChildren().add(kind);
        return kind;
    }

    private void show(Node kind, String spoken) {
        kinds.getChildren().forEach(child -> Controls.show(child, child == kind));
        setAccessibleText(spoken);
    }
}
