package parley.desktop.view;

import javafx.css.PseudoClass;
import javafx.scene.layout.Region;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.SettingsViewModel;
import parley.desktop.viewmodel.Words;

/** What the root of a window wears: theme, contrast, size of text, direction and font of the language. */
final class Wear {
    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
    private static final PseudoClass CONTRAST = PseudoClass.getPseudoClass("contrast");

    private Wear() {}

    /** Puts on what is chosen now. */
    static void put(Region root, AppViewModel app, Fonts fonts) {
        SettingsViewModel settings = app.settings();
        Words words = app.words();
        fonts.prefer(words.locale());
        root.pseudoClassStateChanged(DARK, settings.darkProperty().get());
        root.pseudoClassStateChanged(CONTRAST, settings.highContrastProperty().get());
        // Any sentence will do: the window runs as the language does.
        root.setNodeOrientation(Direction.of(words.get("settings.title")));
        double size = Controls.USUAL_TEXT * settings.textPercentProperty().get() / 100;
        root.setStyle("-fx-font-size: " + size + "px; " + fonts.interfaceStyle());
    }
}
