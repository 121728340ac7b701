package parley.desktop.view;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.Row;
import parley.desktop.viewmodel.Words;

/**
 * Draws any row. It has one view for each kind of row and shows the one that it needs: putting nodes in and out would have all
 * their styles worked out anew, which is what scrolling spends its time with.
 */
final class RowCell extends ListCell<Row> {
    private static final PseudoClass NEW = PseudoClass.getPseudoClass("new");

    private final Words words;
    private final MessageRowView message;
    private final Label dividerText = Controls.label("", "divider-text");
    private final HBox divider = divider(dividerText);
    private final Label startTitle = Controls.label("", "start-title");
    private final Label startHint = Controls.label("", "quiet");
    private final VBox start = new VBox(startTitle, startHint);
    private final StackPane kinds;

    RowCell(RowShared shared) {
        this.words = shared.words();
        this.message = new MessageRowView(shared);
        startHint.setWrapText(true);
        start.getStyleClass().add("start");
        kinds = new StackPane(message, divider, start);
        kinds.getStyleClass().add("row-kinds");
        setGraphic(kinds);
        getStyleClass().add("row-cell");
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
            message.update(said);
            show(message, said.content().spoken(words));
        } else if (row instanceof Row.Day day) {
            showDivider(day.text(), false);
        } else if (row instanceof Row.New) {
            showDivider(words.get("list.new"), true);
        } else if (row instanceof Row.Hole) {
            showDivider(words.get("list.hole"), false);
        } else if (row instanceof Row.Beginning beginning) {
            startTitle.setText(words.get("list.start", ChatViewModel.LOBBY));
            startHint.setText(words.get(beginning.empty() ? "list.start.empty" : "list.start.hint"));
            show(start, startTitle.getText());
        }
    }

    private void showDivider(String text, boolean isNew) {
        dividerText.setText(text);
        divider.pseudoClassStateChanged(NEW, isNew);
        show(divider, text);
    }

    private void show(Node kind, String spoken) {
        kinds.getChildren().forEach(child -> Controls.show(child, child == kind));
        setAccessibleText(spoken);
    }

    private static HBox divider(Label text) {
        HBox divider = new HBox(line(), text, line());
        divider.getStyleClass().add("divider");
        divider.setAlignment(Pos.CENTER);
        text.setMinWidth(USE_PREF_SIZE);
        return divider;
    }

    private static Region line() {
        Region line = new Region();
        line.getStyleClass().add("divider-line");
        HBox.setHgrow(line, Priority.ALWAYS);
        return line;
    }
}
