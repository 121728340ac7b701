package parley.desktop.view;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A pane over the window with a title and a button that closes it. Esc and a click beside it close it too. */
final class PaneView extends StackPane {
    private static final double FROM_BELOW = 12;

    private final Button close;

    PaneView(String title, Region body, String closeName, Runnable onClose, Motion motion) {
        setId("pane");
        close = Controls.iconButton(Icon.CLOSE, 18, closeName, "icon-button");
        close.setId("pane-close");
        close.setOnAction(event -> onClose.run());
        Label heading = Controls.label(title, "pane-title");
        heading.setMaxWidth(Double.MAX_VALUE);
        heading.setWrapText(true);
        HBox.setHgrow(heading, Priority.ALWAYS);
        HBox head = new HBox(heading, close);
        head.getStyleClass().add("pane-head");
        head.setAlignment(Pos.CENTER_LEFT);
        head.setMinHeight(USE_PREF_SIZE);
        body.getStyleClass().add("pane-body");
        body.setMinHeight(USE_PREF_SIZE);
        VBox card = new VBox(head, Controls.scroll(body));
        card.getStyleClass().add("pane-card");
        card.setMaxHeight(USE_PREF_SIZE);
        card.setAccessibleText(title);
        Region veil = new Region();
        veil.getStyleClass().add("side-veil");
        veil.setOnMouseClicked(event -> onClose.run());
        StackPane holder = new StackPane(card);
        holder.getStyleClass().add("pane-holder");
        holder.setPickOnBounds(false);
        getChildren().addAll(veil, holder);
        motion.comeIn(card, 0, FROM_BELOW);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                onClose.run();
            }
        });
    }

    /** Puts the keyboard into the pane. */
    void focus() {
        close.requestFocus();
    }
}
