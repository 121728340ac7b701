package parley.desktop.view;

import java.text.Bidi;
import javafx.geometry.NodeOrientation;

/** Which way a text runs, by its first strong letter, as the page's {@code dir="auto"} does (UAX 9, P2 and P3). Stateless. */
final class Direction {
    private Direction() {}

    static NodeOrientation of(String text) {
        if (!mayRunLeft(text)) {
            return NodeOrientation.LEFT_TO_RIGHT;
        }
        return new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight()
                ? NodeOrientation.LEFT_TO_RIGHT
                : NodeOrientation.RIGHT_TO_LEFT;
    }

    /** Whether anything in a text may run to the left. */
    static boolean mayRunLeft(String text) {
        return Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    }
}
