package parley.desktop.view;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.Pane;
import parley.desktop.viewmodel.SettingsViewModel;

/** The keys that work everywhere in the window: Enter, and some with Ctrl or on a Mac Cmd. */
final class Shortcuts {
    private Shortcuts() {}

    static void install(Node root, AppViewModel app) {
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.isShortcutDown() && !event.isAltDown()) {
                action(event, app).ifPresent(action -> {
                    event.consume();
                    action.run();
                });
            }
        });
        root.addEventHandler(KeyEvent.KEY_PRESSED, Shortcuts::enterFires);
    }

    /** JavaFX presses buttons and links by the space bar only. */
    private static void enterFires(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.getTarget() instanceof ButtonBase button) {
            event.consume();
            button.fire();
        }
    }

    private static Optional<Runnable> action(KeyEvent event, AppViewModel app) {
        SettingsViewModel settings = app.settings();
        return Optional.ofNullable(
                switch (event.getCode()) {
                    case COMMA -> () -> app.open(Pane.SETTINGS);
                    // Where plus needs Shift, the key without it is the equals sign.
                    case PLUS, ADD, EQUALS -> settings::biggerText;
                    case MINUS, SUBTRACT -> settings::smallerText;
                    case DIGIT0, NUMPAD0 -> settings::usualText;
                    default -> null;
                });
    }
}
