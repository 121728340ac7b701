package parley.desktop.view;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.Words;

/** Stands above a room's first message. */
final class StartView extends VBox {
    private final Words words;
    private final Label title = Controls.label("", "start-title");
    private final Label hint = Controls.label("", "quiet");

    StartView(Words words) {
        this.words = words;
        title.setText(words.get("list.start", ChatViewModel.LOBBY));
        hint.setWrapText(true);
        getStyleClass().add("start");
        getChildren().addAll(title, hint);
    }

    void update(boolean empty) {
        hint.setText(words.get(empty ? "list.start.empty" : "list.start.hint"));
    }

    String title() {
        return title.getText();
    }
}
