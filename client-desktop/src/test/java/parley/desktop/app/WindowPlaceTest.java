package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import parley.desktop.profile.Profile;

class WindowPlaceTest {
    private static final Rectangle2D SMALL = new Rectangle2D(0, 28, 1_024, 672);

    @TempDir
    Path data;

    @ParameterizedTest
    @CsvSource({
        // As left, when it fits; else nearer, else smaller.
        "100, 40, 800, 600, 100, 40, 800, 600",
        "0, 0, 1120, 760, 0, 28, 1024, 672",
        "700, 500, 800, 600, 224, 100, 800, 600",
        "-300, -50, 800, 600, 0, 28, 800, 600",
        "900, 600, 3000, 2000, 0, 28, 1024, 672"
    })
    void windowIsWhollyOnASmallScreen(
            double x, double y, double width, double height, double toX, double toY, double toWidth, double toHeight) {
        assertThat(WindowPlace.fit(x, y, width, height, SMALL)).isEqualTo(new Rectangle2D(toX, toY, toWidth, toHeight));
    }

    @Test
    void placeOfABiggerScreenIsBroughtOntoThisOne() throws Exception {
        FxToolkit.registerPrimaryStage();
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        try (Profile profile = Profile.open(data)) {
            profile.setWindow(screen.getMaxX() - 200, 10, 5_000, 4_000);
            List<Double> opened = Desk.call(() -> {
                Stage stage = new Stage();
                stage.setScene(new Scene(new Group()));
                WindowPlace.restore(stage, profile);
                stage.show();
                List<Double> place = List.of(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
                stage.hide();
                return place;
            });
            assertThat(opened)
                    .containsExactly(screen.getMinX(), screen.getMinY(), screen.getWidth(), screen.getHeight());
        }
    }

    @Test
    void newSizeIsKeptAtOnceSinceAKillIsNotTold() throws Exception {
        FxToolkit.registerPrimaryStage();
        try (Profile profile = Profile.open(data)) {
            Stage stage = Desk.call(() -> {
                Stage opened = new Stage();
                opened.setScene(new Scene(new Group()));
                WindowPlace.restore(opened, profile);
                WindowPlace.keep(opened, profile);
                opened.show();
                opened.setWidth(777);
                return opened;
            });
            await().until(() -> Desk.call(() -> profile.window("width")).equals(Optional.of(777.0)));
            Desk.call(() -> {
                stage.hide();
                return null;
            });
        }
        try (Profile again = Profile.open(data)) {
            assertThat(again.window("width")).contains(777.0);
        }
    }
}
