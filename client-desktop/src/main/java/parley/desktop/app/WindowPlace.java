package parley.desktop.app;

import java.util.List;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import parley.desktop.profile.Profile;

/** Size and place of the window, as they were left, as far as they fit the screens of today. */
final class WindowPlace {
    private static final double MIN_WIDTH = 360;
    private static final double MIN_HEIGHT = 420;
    private static final int USUAL = 100;
    private static final double FIRST_WIDTH = 1120;
    private static final double FIRST_HEIGHT = 760;

    private static final Duration STILL = Duration.millis(300);

    private WindowPlace() {}

    static void restore(Stage stage, Profile profile) {
        double width = profile.window("width").orElse(FIRST_WIDTH);
        double height = profile.window("height").orElse(FIRST_HEIGHT);
        double x = profile.window("x").orElse(Double.NaN);
        double y = profile.window("y").orElse(Double.NaN);
        List<Screen> screens = Screen.getScreensForRectangle(x, y, MIN_WIDTH, MIN_HEIGHT);
        // At the first start, and when the screen that was there last time is gone, the system chooses the place.
        boolean known = !screens.isEmpty();
        Screen screen = known ? screens.get(0) : Screen.getPrimary();
        Rectangle2D place = fit(known ? x : 0, known ? y : 0, width, height, screen.getVisualBounds());
        stage.setWidth(place.getWidth());
        stage.setHeight(place.getHeight());
        if (known) {
            stage.setX(place.getMinX());
            stage.setY(place.getMinY());
        }
    }

    /** The smallest window in which everything can be reached, with text of this size in percent of the usual. */
    static void limit(Stage stage, int textPercent) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setMinWidth(Math.min(screen.getWidth(), MIN_WIDTH * Math.max(USUAL, textPercent) / USUAL));
        stage.setMinHeight(Math.min(screen.getHeight(), MIN_HEIGHT * Math.max(USUAL, textPercent) / USUAL));
    }

    /** The nearest place that is wholly on the screen, in pixels; smaller only when it has to be. */
    static Rectangle2D fit(double x, double y, double width, double height, Rectangle2D screen) {
        double fittingWidth = Math.min(width, screen.getWidth());
        double fittingHeight = Math.min(height, screen.getHeight());
        return new Rectangle2D(
                Math.max(screen.getMinX(), Math.min(x, screen.getMaxX() - fittingWidth)),
                Math.max(screen.getMinY(), Math.min(y, screen.getMaxY() - fittingHeight)),
                fittingWidth,
                fittingHeight);
    }

    /** Keeps size and place from now on: soon after every change, since not every end of the app is told. */
    static void keep(Stage stage, Profile profile) {
        PauseTransition still = new PauseTransition(STILL);
        still.setOnFinished(event -> keepNow(stage, profile));
        for (ReadOnlyDoubleProperty each :
                List.of(stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty())) {
            each.addListener((observed, was, is) -> still.playFromStart());
        }
        stage.setOnHiding(event -> keepNow(stage, profile));
    }

    private static void keepNow(Stage stage, Profile profile) {
        if (!stage.isIconified() && !stage.isMaximized()) {
            profile.setWindow(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
        }
    }
}
