package parley.desktop.view;

import javafx.animation.PauseTransition;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.LinkOpener;

/**
 * Draws a chat into nowhere while the person types their name: classes, styles, fonts and shaders are there when they join, which
 * halves the time to the first history.
 */
final class WarmUp {
    private static final Duration AFTER_THE_DIALOG = Duration.millis(700);
    /** Methods are compiled when they were called some hundred times; nobody may notice that it happens. */
    private static final Duration BETWEEN_STEPS = Duration.millis(60);

    private static final int MESSAGES_A_STEP = 4;
    private static final int MOST_MESSAGES = 24;
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
        ChatViewModel sample = app.sample();
        StackPane root = new StackPane(new ChatView(app, sample, fonts, links));
        root.getStyleClass().add("parley");
        Wear.put(root, app, fonts);
        Scene scene = new Scene(root, WIDTH, HEIGHT);
        Look.dress(scene);
        draw(app, sample, scene, MESSAGES_A_STEP);
    }

    private static void draw(AppViewModel app, ChatViewModel sample, Scene scene, int messages) {
        if (messages > MOST_MESSAGES || app.chatProperty().get() != null) {
            return;
        }
        app.fillSample(sample, messages);
        scene.snapshot(null);
        PauseTransition pause = new PauseTransition(BETWEEN_STEPS);
        pause.setOnFinished(event -> draw(app, sample, scene, messages + MESSAGES_A_STEP));
        pause.play();
    }
}
