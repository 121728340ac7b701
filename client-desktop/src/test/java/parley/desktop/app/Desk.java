package parley.desktop.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import parley.desktop.profile.Profile;
import parley.desktop.view.AppView;
import parley.desktop.view.NoticeWindow;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.Words;

/** The app in a window of its own, on the headless toolkit, with a real profile on disk. Any thread but the toolkit's. */
public final class Desk implements AutoCloseable {
    /** Long, because the machines that run the tests have slow moments; nothing is measured by it. */
    private static final long WAIT_S = 60;

    static {
        Awaitility.setDefaultTimeout(WAIT_S, TimeUnit.SECONDS);
    }

    private final AppViewModel model;
    private final Stage stage;
    private final List<URI> opened;
    private final FxRobot robot = new FxRobot();

    private Desk(AppViewModel model, Stage stage, List<URI> opened) {
        this.model = model;
        this.stage = stage;
        this.opened = opened;
    }

    /** Opens the window with the dialog in it. */
    public static Desk open(URI server, Path data, Clock clock, double width, double height) throws Exception {
        FxToolkit.registerPrimaryStage();
        Profile profile = Profile.open(data);
        PulseExecutor later = new PulseExecutor();
        ChatViewModel.Surroundings surroundings =
                new ChatViewModel.Surroundings(new Words(Locale.US), profile, clock, later);
        List<URI> opened = new CopyOnWriteArrayList<>();
        return call(() -> {
            AppViewModel model = new AppViewModel(surroundings, new DiskClients(data, later, clock), server.toString());
            model.settings().darkProperty().subscribe(ParleyDesktop::dress);
            Stage stage = new Stage();
            stage.setScene(new Scene(new AppView(model, opened::add), width, height));
            stage.titleProperty().bind(model.titleProperty());
            NoticeWindow.install(model, stage);
            stage.show();
            stage.requestFocus();
            return new Desk(model, stage, opened);
        });
    }

    /** Runs a task on the toolkit's thread and waits for what it returns. */
    public static <T> T call(Callable<T> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable problem) {
                result.completeExceptionally(problem);
            }
        });
        return result.get(WAIT_S, TimeUnit.SECONDS);
    }

    /** Waits until everything that is due was laid out and painted. */
    public static void settle() throws Exception {
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Void> painted = new CompletableFuture<>();
            Platform.runLater(() -> {
                Runnable[] once = new Runnable[1];
                Scene scene = anyScene();
                once[0] = () -> {
                    scene.removePostLayoutPulseListener(once[0]);
                    painted.complete(null);
                };
                scene.addPostLayoutPulseListener(once[0]);
                Platform.requestNextPulse();
            });
            painted.get(WAIT_S, TimeUnit.SECONDS);
        }
    }

    private static Scene anyScene() {
        return javafx.stage.Window.getWindows().get(0).getScene();
    }

    public AppViewModel model() {
        return model;
    }

    public FxRobot robot() {
        return robot;
    }

    public Stage stage() {
        return stage;
    }

    /** The web addresses that would have been shown in a browser, in order. */
    public List<URI> opened() {
        return opened;
    }

    /** Joins under a name. A window that could not join is closed, so that it does not take the keyboard from later ones. */
    public Desk join(String name) throws Exception {
        try {
            call(() -> {
                model.join().usernameProperty().set(name);
                model.join().join();
                return null;
            });
            Awaitility.await().until(() -> call(() -> model.chatProperty().get() != null));
            Awaitility.await()
                    .until(() -> !call(() -> chat().timeline().loadingProperty().get()));
            settle();
            return this;
        } catch (Exception | Error problem) {
            close();
            throw problem;
        }
    }

    public ChatViewModel chat() {
        ChatViewModel chat = model.chatProperty().get();
        if (chat == null) {
            throw new IllegalStateException("Nobody has joined.");
        }
        return chat;
    }

    /** The node with this selector, which must be there. */
    @SuppressWarnings("unchecked")
    public <N extends Node> N find(String selector) {
        return (N) stage.getScene().getRoot().lookup(selector);
    }

    /** Paints the window into {@code target/pictures}. */
    public BufferedImage picture(String name) throws Exception {
        settle();
        call(() -> {
            model.tick();
            return null;
        });
        return picture(stage.getScene(), name);
    }

    /** Paints any window into {@code target/pictures}. */
    static BufferedImage picture(Scene scene, String name) throws Exception {
        BufferedImage image = call(() -> {
            WritableImage painted = scene.snapshot(null);
            int width = (int) painted.getWidth();
            int height = (int) painted.getHeight();
            BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    copy.setRGB(x, y, painted.getPixelReader().getArgb(x, y));
                }
            }
            return copy;
        });
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        ImageIO.write(image, "png", folder.resolve(name + ".png").toFile());
        return image;
    }

    @Override
    public void close() {
        try {
            call(() -> {
                model.close();
                stage.hide();
                return null;
            });
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }
}
