package parley.desktop.view;

import javafx.animation.PauseTransition;
import javafx.util.Duration;
import parley.desktop.viewmodel.AppViewModel;

/**
 * Fills a chat that nobody sees yet while the person types their name, in a few steps between which keys are heard: cells, styles,
 * fonts and glyphs are there when they join, and only the words are others.
 */
final class Rehearsal {
    /** Methods are compiled when they were called some hundred times; nobody may notice that it happens. */
    private static final Duration BETWEEN_STEPS = Duration.millis(60);

    private static final int MESSAGES_A_STEP = 4;
    private static final int MOST_MESSAGES = 24;

    private Rehearsal() {}

    /** Goes on until the person joins. On the toolkit's thread. */
    static void begin(ChatView view, AppViewModel app) {
        step(view, app, MESSAGES_A_STEP);
    }

    private static void step(ChatView view, AppViewModel app, int messages) {
        if (messages > MOST_MESSAGES
                || view.getScene() == null
                || view.isVisible()
                || app.join().joiningProperty().get()) {
            return;
        }
        view.rehearse(app.sample(messages));
        PauseTransition pause = new PauseTransition(BETWEEN_STEPS);
        pause.setOnFinished(event -> step(view, app, messages + MESSAGES_A_STEP));
        pause.play();
    }
}
