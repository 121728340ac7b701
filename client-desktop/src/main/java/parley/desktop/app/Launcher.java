package parley.desktop.app;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;

/** The jar's main class. It does not extend {@link Application}, or {@code java -jar} would look for JavaFX as modules. */
public final class Launcher {
    /** JavaFX complains about being in a jar with everything else, which is what we want. Held, or the level is forgotten. */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private Launcher() {}

    /** Starts the app; see {@link Options} for the arguments. Exit code 2: an argument is not understood. */
    public static void main(String[] arguments) {
        try {
            if (Options.parse(List.of(arguments), System.getenv()).help()) {
                System.out.print(Options.USAGE);
                return;
            }
        } catch (Options.BadArgument problem) {
            System.err.println("parley-desktop: " + problem.getMessage());
            System.exit(2);
        }
        JAVAFX.setLevel(Level.SEVERE);
        Application.launch(ParleyDesktop.class, arguments);
    }
}
