package parley.desktop.view;

import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.ComposerViewModel;
import parley.desktop.viewmodel.Words;

/** The text area for new messages, with counter and send button. */
final class ComposerView extends StackPane {
    private static final PseudoClass TOO_LONG = PseudoClass.getPseudoClass("too-long");
    private static final Insets INNER = new Insets(12, 14, 4, 14);

    private final GrowingTextArea area;

    ComposerView(ChatViewModel chat, Words words, Fonts fonts, Runnable sent) {
        ComposerViewModel model = chat.composer();
        Runnable submit = () -> {
            model.submit();
            sent.run();
        };
        area = new GrowingTextArea(model.textProperty(), INNER, 50, 240, submit);
        area.setId("message");
        fonts.follow(area);
        area.getStyleClass().add("composer-text");
        String label = words.get("composer.label", ChatViewModel.LOBBY);
        area.setPromptText(label);
        area.setAccessibleText(label);
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.UP && area.getText().isEmpty() && chat.editLast()) {
                event.consume();
            }
        });

        Label counter = Controls.label("", "counter", "small");
        counter.setId("message-counter");
        counter.textProperty().bind(model.counterProperty());
        counter.setMaxWidth(Double.MAX_VALUE);
        counter.setMinWidth(0);
        HBox.setHgrow(counter, Priority.ALWAYS);
        model.tooLongProperty().addListener((observed, was, is) -> counter.pseudoClassStateChanged(TOO_LONG, is));
        Label hint = Controls.label(words.get("composer.hint"), "small", "quiet");
        hint.setTooltip(Controls.tip(words.get("composer.hint.more")));
        hint.setMinWidth(USE_PREF_SIZE);
        Button send = Controls.iconButton(Icon.PLANE, 20, words.get("composer.send"), "send-button");
        send.setId("send-message");
        send.setOnAction(event -> {
            submit.run();
            area.requestFocus();
        });
        HBox bar = new HBox(counter, hint, send);
        bar.getStyleClass().add("composer-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        VBox box = new VBox(area, bar);
        box.getStyleClass().add("composer");
        getStyleClass().add("composer-holder");
        getChildren().add(box);
    }

    void focus() {
        area.requestFocus();
        area.end();
    }
}
