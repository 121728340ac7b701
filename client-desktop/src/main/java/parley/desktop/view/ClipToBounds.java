package parley.desktop.view;

import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/** A clip that is always as big as its region. */
final class ClipToBounds extends Rectangle {
    ClipToBounds(Region region) {
        widthProperty().bind(region.widthProperty());
        heightProperty().bind(region.heightProperty());
    }
}
