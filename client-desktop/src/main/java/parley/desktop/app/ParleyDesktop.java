package parley.desktop.app;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.desktop.profile.Profile;
import parley.desktop.view.AppView;
import parley.desktop.view.NoticeWindow;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.Pane;
import parley.desktop.viewmodel.Words;

/** The composition root: data directory, profile, view models, window. Reads from top to bottom as the app starts. */
public final class ParleyDesktop extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(ParleyDesktop.class);
    private static final double TICK_MS = 500;

    private @Nullable AppViewModel app;
    private @Nullable OneInstance instance;

    @Override
    public void start(Stage stage) throws Options.BadArgument {
        Options options = Options.parse(getParameters().getRaw(), System.getenv());
        try {
            Profile profile = openProfile(options.data());
            AppViewModel model = compose(options, profile);
            app = model;
            show(stage, model, profile);
        } catch (IOException problem) {
            LOG.debug("Parley cannot start", problem);
            refuse(String.valueOf(problem.getMessage()));
        }
    }

    @Override
    public void stop() {
        if (app != null) {
            app.close();
        }
        if (instance != null) {
            instance.release();
        }
    }

    private Profile openProfile(Path directory) throws IOException {
        Path data;
        Optional<OneInstance> taken;
        try {
            data = DataFolder.open(directory);
            taken = OneInstance.take(data);
        } catch (FileSystemException problem) {
            throw new IOException(
                    "Parley cannot keep its data in " + directory + ": " + DataFolder.why(problem)
                            + " Start it with another --data directory.",
                    problem);
        }
        if (taken.isEmpty()) {
            throw new IOException("Parley is already open with its data in " + data
                    + ". Use that window, or start with another --data directory.");
        }
        instance = taken.get();
        LogFile.open(data);
        LOG.info("Parley starts, its data is in {}", data);
        return Profile.open(data);
    }

    private static AppViewModel compose(Options options, Profile profile) {
        PulseExecutor later = new PulseExecutor();
        Clock clock = Clock.system(ZoneId.systemDefault());
        ChatViewModel.Surroundings surroundings =
                new ChatViewModel.Surroundings(new Words(Locale.getDefault()), profile, clock, later);
        return new AppViewModel(surroundings, new DiskClients(options.data(), later, clock), options.server());
    }

    private void show(Stage stage, AppViewModel model, Profile profile) {
        Thread.setDefaultUncaughtExceptionHandler(new Faults(() -> Platform.runLater(() -> model.open(Pane.FAULT))));
        model.settings().darkProperty().subscribe(ParleyDesktop::dress);
        stage.setScene(new Scene(new AppView(model, target -> getHostServices().showDocument(target.toString()))));
        stage.titleProperty().bind(model.titleProperty());
        WindowPlace.restore(stage, profile);
        model.settings().textPercentProperty().subscribe(percent -> WindowPlace.limit(stage, percent.intValue()));
        WindowPlace.keep(stage, profile);
        stage.focusedProperty().addListener((observed, was, is) -> model.setFocused(is));
        NoticeWindow.install(model, stage);
        Timeline ticks = new Timeline(new KeyFrame(Duration.millis(TICK_MS), event -> model.tick()));
        ticks.setCycleCount(Animation.INDEFINITE);
        ticks.play();
        stage.show();
    }

    /** AtlantaFX's theme of light or dark for everything that our own style sheet does not say. */
    static void dress(boolean dark) {
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
    }

    private static void refuse(String sentence) {
        System.err.println("parley-desktop: " + sentence);
        dress(false);
        Alert alert = new Alert(Alert.AlertType.ERROR, sentence);
        alert.setHeaderText(null);
        alert.setTitle("Parley");
        alert.setOnHidden(event -> Platform.exit());
        alert.show();
    }
}
