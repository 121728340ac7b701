package parley.desktop.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import javafx.geometry.NodeOrientation;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;

/** The coloured ground of selected text. Stateless. */
final class Highlight {
    private Highlight() {}

    /** An empty one, not laid out by its parent. */
    static Path make() {
        Path path = new Path();
        path.getStyleClass().add("row-highlight");
        path.setManaged(false);
        path.setMouseTransparent(true);
        path.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        return path;
    }

    /**
     * Draws a shape anew.
     *
     * @param shape rectangles, each of them a move and four lines, as a text flow describes a range
     * @param x what becomes of horizontal places
     * @param gap pixels between lines, filled so that a selection of several lines is one piece
     */
    static void draw(Path path, List<PathElement> shape, DoubleUnaryOperator x, double gap) {
        List<PathElement> drawn = new ArrayList<>();
        for (int i = 0; i + 2 < shape.size(); i++) {
            if (shape.get(i) instanceof MoveTo from && shape.get(i + 2) instanceof LineTo to) {
                double left = x.applyAsDouble(from.getX());
                double right = x.applyAsDouble(to.getX());
                double bottom = to.getY() + gap;
                drawn.add(new MoveTo(left, from.getY()));
                drawn.add(new LineTo(right, from.getY()));
                drawn.add(new LineTo(right, bottom));
                drawn.add(new LineTo(left, bottom));
                drawn.add(new ClosePath());
            }
        }
        path.getElements().setAll(drawn);
    }
}
