package parley.desktop.view;

import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.LinkOpener;

/**
 * Draws a chat into nowhere while the person types their name: classes, styles, fonts and shaders are there when they join, which
 * halves the time to the first history.
 */
final class WarmUp {
    private static final Duration AFTER_THE_DIALOG = Duration.millis(700);
    private static final double WIDTH = 900;
    private static final double HEIGHT = 600;

    private WarmUp() {}

    /** Begins soon, unless the chat is shown by then. On the toolkit's thread, in a few steps between which keys are heard. */
    static void soon(AppViewModel app, Fonts fonts, LinkOpener links) {
        PauseTransition pause = new PauseTransition(AFTER_THE_DIALOG);
        pause.setOnFinished(event -> {
            if (app.chatProperty().get() == null) {
                build(app, fonts, links);
            }
        });
        pause.play();
    }

    private static void build(AppViewModel app, Fonts fonts, LinkOpener links) {
        StackPane root = new StackPane(new ChatView(app, app.sample(), fonts, links));
        root.getStyleClass().add("parley");
        Wear.put(root, app, fonts);
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        Look.dress(scene);
        Platform.runLater(() -> {
            root.applyCss();
            root.layout();
            Platform.runLater(() -> scene.snapshot(null));
        });
    }
}
