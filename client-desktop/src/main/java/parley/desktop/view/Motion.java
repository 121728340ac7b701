package parley.desktop.view;

import javafx.animation.FadeTransition;
import javafx.animation.Interpolator;
import javafx.animation.ParallelTransition;
import javafx.animation.TranslateTransition;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.util.Duration;

/** All that moves by itself in the window: what the person has opened comes in. With reduced motion it is just there. */
final class Motion {
    private static final Duration SHORT = Duration.millis(140);

    private final ObservableBooleanValue reduced;

    /** Asks at every motion whether there shall be any. */
    Motion(ObservableBooleanValue reduced) {
        this.reduced = reduced;
    }

    /** Brings a node in from a few pixels beside its place. */
    void comeIn(Node node, double fromX, double fromY) {
        if (reduced.get()) {
            return;
        }
        TranslateTransition move = new TranslateTransition(SHORT, node);
        move.setFromX(fromX);
        move.setFromY(fromY);
        move.setToX(0);
        move.setToY(0);
        move.setInterpolator(Interpolator.EASE_OUT);
        FadeTransition fade = new FadeTransition(SHORT, node);
        fade.setFromValue(0);
        fade.setToValue(1);
        new ParallelTransition(move, fade).play();
    }
}
