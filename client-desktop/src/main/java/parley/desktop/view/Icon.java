package parley.desktop.view;

import javafx.geometry.NodeOrientation;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.transform.Scale;

/** The line drawings of the page, on a grid of 24 by 24; their colour is the style sheet's {@code .icon-line}. */
enum Icon {
    BRAND("M4 5h16v11.5H10L5.5 20v-3.5H4z"),
    PLANE("M3.5 4.5 21 12 3.5 19.5 6.5 12z M6.5 12h7"),
    MOON("M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"),
    SUN("M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4"
            + "M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"),
    GEAR("M10.4 5.3 10.8 2.9 13.2 2.9 13.6 5.3 15.6 6.1 17.6 4.7 19.3 6.4 17.9 8.4 18.7 10.4 21.1 10.8 21.1 13.2"
            + " 18.7 13.6 17.9 15.6 19.3 17.6 17.6 19.3 15.6 17.9 13.6 18.7 13.2 21.1 10.8 21.1 10.4 18.7 8.4 17.9 6.4 19.3"
            + " 4.7 17.6 6.1 15.6 5.3 13.6 2.9 13.2 2.9 10.8 5.3 10.4 6.1 8.4 4.7 6.4 6.4 4.7 8.4 6.1z"
            + " M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z"),
    LEAVE("M14 4.5h4.5v15H14 M10 8l-4 4 4 4 M6 12h8.5"),
    CLOSE("M6 6l12 12M18 6 6 18"),
    PENCIL("M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z M13.5 7l3.5 3.5"),
    BIN("M4.5 7h15 M9.5 7V4.5h5V7 M6.5 7l1 13h9l1-13 M10 11v5.5M14 11v5.5"),
    CLOCK("M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z M12 7.5V12l3 2"),
    TICK("M4.5 12.5l5 5 10-11"),
    DOWN("M12 4.5v15 M6 13.5l6 6 6-6");

    private static final double GRID = 24;

    private final String path;

    Icon(String path) {
        this.path = path;
    }

    /** True for a drawing that points to where the text goes. */
    private boolean points() {
        return this == PLANE || this == LEAVE;
    }

    /** A new drawing, {@code size} pixels wide and high beside text of the usual size, and growing with that text. */
    Region draw(double size) {
        SVGPath line = new SVGPath();
        line.setContent(path);
        line.getStyleClass().add("icon-line");
        line.setFill(null);
        line.setStrokeWidth(1.8);
        line.setStrokeLineCap(StrokeLineCap.ROUND);
        line.setStrokeLineJoin(StrokeLineJoin.ROUND);
        line.setManaged(false);
        Pane holder = new Pane(line);
        // All shapes are mirrored with the window; a tick or a clock means another thing then.
        holder.setNodeOrientation(points() ? NodeOrientation.INHERIT : NodeOrientation.LEFT_TO_RIGHT);
        Scale scale = new Scale();
        scale.xProperty().bind(holder.widthProperty().divide(GRID));
        scale.yProperty().bind(holder.heightProperty().divide(GRID));
        line.getTransforms().add(scale);
        holder.getStyleClass().add("icon");
        holder.setStyle(Controls.square(size));
        holder.setMouseTransparent(true);
        return holder;
    }
}
