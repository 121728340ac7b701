package parley.desktop.view;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Scene;

/** The style sheets of our own, over those of the theme. */
final class Look {
    /** Resource paths, in the order in which they are applied. */
    static final List<String> SHEETS = Stream.of(
                    "tokens", "controls", "dialog", "frame", "messages", "writing", "pane", "contrast")
            .map(name -> "/parley/desktop/look/" + name + ".css")
            .toList();

    private Look() {}

    /**
     * Dresses a scene. The sheets belong to the scene, not to its root: JavaFX 21 walks all users of a root's sheets for each
     * node whose style it works out.
     */
    static void dress(Scene scene) {
        scene.getStylesheets().setAll(SHEETS);
    }
}
