package parley.desktop.view;

import javafx.geometry.NodeOrientation;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import javafx.stage.PopupWindow;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.Notice;

/**
 * A notice in the lower corner of the screen that the app's window is on. A popup, since no other window of JavaFX comes
 * without taking the keyboard away from what the person is doing. A click brings the app's window to the front.
 */
public final class NoticeWindow {
    private static final double FROM_EDGE = 16;

    private final AppViewModel app;
    private final Stage window;
    private final Popup popup = new Popup();
    private final Fonts fonts = new Fonts();
    private final Label title = Controls.label("", "notice-title");
    private final Label text = Controls.label("", "notice-text");
    private final VBox card = new VBox(title, text);

    private NoticeWindow(AppViewModel app, Stage window) {
        this.app = app;
        this.window = window;
        text.setWrapText(true);
        card.setId("notice");
        card.getStyleClass().setAll("parley", "notice-card");
        card.getStylesheets().setAll(Look.SHEETS);
        card.setOnMouseClicked(event -> {
            popup.hide();
            window.setIconified(false);
            window.toFront();
            window.requestFocus();
        });
        popup.getContent().add(card);
    }

    /** Shows the notices of an app from now on. */
    public static void install(AppViewModel app, Stage window) {
        NoticeWindow notices = new NoticeWindow(app, window);
        app.notices().noticeProperty().addListener((observed, was, is) -> notices.show(is));
    }

    private void show(@Nullable Notice notice) {
        if (notice == null) {
            popup.hide();
            return;
        }
        Wear.put(card, app, fonts);
        write(title, notice.title());
        write(text, notice.text());
        if (!popup.isShowing()) {
            Rectangle2D screen = screen();
            boolean leftwards = card.getNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT;
            popup.setAnchorLocation(
                    leftwards
                            ? PopupWindow.AnchorLocation.CONTENT_BOTTOM_LEFT
                            : PopupWindow.AnchorLocation.CONTENT_BOTTOM_RIGHT);
            double x = leftwards ? screen.getMinX() + FROM_EDGE : screen.getMaxX() - FROM_EDGE;
            popup.show(window, x, screen.getMaxY() - FROM_EDGE);
        }
    }

    private void write(Label label, String said) {
        fonts.show(label, said);
        label.setNodeOrientation(Direction.of(said));
    }

    private Rectangle2D screen() {
        return Screen.getScreensForRectangle(window.getX(), window.getY(), window.getWidth(), window.getHeight())
                .stream()
                .findFirst()
                .orElse(Screen.getPrimary())
                .getVisualBounds();
    }
}
