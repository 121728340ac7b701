package parley.desktop.view;

import java.util.Objects;
import javafx.scene.layout.Region;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.LinkOpener;
import parley.desktop.viewmodel.Pane;
import parley.desktop.viewmodel.Words;

/** Which view a pane has. */
final class Panes {
    private Panes() {}

    static PaneView of(Pane pane, AppViewModel app, Fonts fonts, LinkOpener links) {
        Words words = app.words();
        return switch (pane) {
            case SETTINGS -> framed("settings.title", new SettingsView(app.settings(), words, fonts), app);
            case CONNECTION ->
                framed(
                        "connection.title",
                        new ConnectionView(
                                app, Objects.requireNonNull(app.chatProperty().get()), links),
                        app);
            case FAULT -> framed("fault.title", new FaultView(app, links), app);
            case NONE -> throw new IllegalArgumentException("No pane has no view.");
        };
    }

    private static PaneView framed(String title, Region body, AppViewModel app) {
        Motion motion = new Motion(app.settings().reducedMotionProperty());
        Words words = app.words();
        return new PaneView(words.get(title), body, words.get("pane.close"), app::closePane, motion);
    }
}
