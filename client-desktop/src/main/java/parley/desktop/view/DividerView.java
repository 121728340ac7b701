package parley.desktop.view;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** A line across the list with a few words in it: a day, where new messages begin, where some are missing. */
final class DividerView extends HBox {
    private static final PseudoClass NEW = PseudoClass.getPseudoClass("new");

    private final Label text = Controls.label("", "divider-text");

    DividerView() {
        getStyleClass().add("divider");
        setAlignment(Pos.CENTER);
        text.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(line(), text, line());
    }

    void update(String words, boolean isNew) {
        text.setText(words);
        pseudoClassStateChanged(NEW, isNew);
    }

    private static Region line() {
        Region line = new Region();
        line.getStyleClass().add("divider-line");
        setHgrow(line, Priority.ALWAYS);
        return line;
    }
}
