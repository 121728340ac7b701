package parley.desktop.app;

import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.ScrollEvent;

/** A mouse wheel, which the headless toolkit has not. On the toolkit's thread. */
public final class DeskWheel {
    private static final double X = 400;
    private static final double Y = 300;
    private static final double PIXELS_PER_LINE = 40;

    private DeskWheel() {}

    /**
     * Turns the wheel over a node.
     *
     * @param pixels towards older messages; negative: towards newer ones
     */
    public static void turn(Node node, double pixels) {
        turn(node, pixels, ScrollEvent.VerticalTextScrollUnits.NONE, 0);
    }

    /**
     * Turns a wheel that counts in lines.
     *
     * @param lines towards older messages; negative: towards newer ones
     */
    public static void turnLines(Node node, double lines) {
        turn(node, lines * PIXELS_PER_LINE, ScrollEvent.VerticalTextScrollUnits.LINES, lines);
    }

    private static void turn(Node node, double pixels, ScrollEvent.VerticalTextScrollUnits units, double lines) {
        Event.fireEvent(
                node,
                new ScrollEvent(
                        ScrollEvent.SCROLL,
                        X,
                        Y,
                        X,
                        Y,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        0,
                        pixels,
                        0,
                        pixels,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        units,
                        lines,
                        0,
                        null));
    }
}
