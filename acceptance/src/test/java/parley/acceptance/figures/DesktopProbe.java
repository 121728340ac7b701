package parley.acceptance.figures;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import parley.desktop.app.DeskWheel;
import parley.desktop.app.Launcher;
import parley.desktop.viewmodel.Row;

/**
 * The desktop app as it is started by a person, with a thread beside it that does what lines on standard input say and answers
 * with a line each: {@code join NAME}, {@code up}, {@code down}, {@code wander SECONDS}. Standard error gets a mark around each.
 */
public final class DesktopProbe {
    private static final double STEP_PIXELS = 60;
    private static final double FAST_PIXELS = 3_000;

    private DesktopProbe() {}

    /** Arguments: those of the app. System property {@code probe.started}: when the process was started, ms since 1970. */
    public static void main(String[] arguments) {
        Thread driver = new Thread(DesktopProbe::drive, "probe");
        driver.setDaemon(true);
        driver.start();
        Launcher.main(arguments);
    }

    private static void drive() {
        try {
            while (!Boolean.TRUE.equals(tryOn(() -> find("#username") != null))) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
            nextPulse();
            long started = Long.getLong("probe.started");
            answer("dialog " + (System.currentTimeMillis() - started));
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 2);
                System.err.println("MARK begin " + line);
                long begin = System.nanoTime();
                act(words[0], words.length > 1 ? words[1] : "");
                long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
                System.err.println("MARK end " + line);
                answer(words[0] + " " + ms);
            }
        } catch (Exception problem) {
            problem.printStackTrace();
        }
        System.exit(0);
    }

    private static void act(String what, String argument) throws Exception {
        switch (what) {
            case "join" -> join(argument);
            case "up" ->
                scrollUntil(FAST_PIXELS, () -> list().getItems().get(0) instanceof Row.Beginning && topIsShown());
            case "down" -> scrollUntil(-FAST_PIXELS, () -> !find("#new-pill").isVisible() && endIsShown());
            case "wander" -> wander(Long.parseLong(argument));
            default -> throw new IllegalArgumentException(what);
        }
    }

    private static void join(String name) throws Exception {
        CompletableFuture<Boolean> painted = new CompletableFuture<>();
        on(() -> {
            ((TextField) find("#username")).setText(name);
            whenHistoryIsPainted(painted);
            ((Button) find("#join-chat")).fire();
            return true;
        });
        painted.get(60, TimeUnit.SECONDS);
    }

    /** Completes in the second pulse after the one that laid out the newest message: by then the frame is painted. */
    private static void whenHistoryIsPainted(CompletableFuture<Boolean> painted) {
        Scene scene = Window.getWindows().get(0).getScene();
        AtomicInteger pulses = new AtomicInteger();
        AtomicReference<Runnable> watch = new AtomicReference<>();
        watch.set(() -> {
            if (isChatShown() && endIsShown()) {
                Platform.requestNextPulse();
                if (pulses.incrementAndGet() == 2) {
                    scene.removePreLayoutPulseListener(watch.get());
                    painted.complete(true);
                }
            }
        });
        scene.addPreLayoutPulseListener(watch.get());
    }

    /** Long before it is shown it is there, with rows of nobody. */
    private static boolean isChatShown() {
        Node chat = find("#chat-interface");
        return chat != null && chat.isVisible() && !list().getItems().isEmpty();
    }

    private static void scrollUntil(double pixels, Callable<Boolean> there) throws Exception {
        while (!on(there)) {
            scroll(pixels);
            nextPulse();
        }
    }

    /** As a person who looks for something: some seconds up, some down, a wheel's step in every pulse. */
    private static void wander(long seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int step = 0; System.nanoTime() < end; step++) {
            scroll(step / 300 % 2 == 0 ? STEP_PIXELS : -STEP_PIXELS);
            nextPulse();
        }
    }

    private static void scroll(double pixels) throws Exception {
        on(() -> {
            DeskWheel.turn(list(), pixels);
            return true;
        });
    }

    private static boolean topIsShown() {
        IndexedCell<?> first = flow().getFirstVisibleCell();
        return first != null && first.getIndex() == 0;
    }

    private static boolean endIsShown() {
        IndexedCell<?> last = flow().getLastVisibleCell();
        return last != null && last.getIndex() == list().getItems().size() - 1;
    }

    private static VirtualFlow<?> flow() {
        return (VirtualFlow<?>) list().lookup(".virtual-flow");
    }

    private static ListView<?> list() {
        return (ListView<?>) find("#chat-messages");
    }

    private static @Nullable Node find(String selector) {
        for (Window window : Window.getWindows()) {
            Scene scene = window.getScene();
            Node found = scene == null ? null : scene.lookup(selector);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Null while the toolkit is not there yet. */
    private static @Nullable Boolean tryOn(Callable<Boolean> task) throws Exception {
        try {
            return on(task);
        } catch (IllegalStateException notStarted) {
            return null;
        }
    }

    private static boolean on(Callable<Boolean> task) throws Exception {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable problem) {
                result.completeExceptionally(problem);
            }
        });
        return result.get();
    }

    private static void nextPulse() throws Exception {
        CompletableFuture<Boolean> painted = new CompletableFuture<>();
        on(() -> {
            Scene scene = Window.getWindows().get(0).getScene();
            Runnable[] once = new Runnable[1];
            once[0] = () -> {
                scene.removePostLayoutPulseListener(once[0]);
                painted.complete(true);
            };
            scene.addPostLayoutPulseListener(once[0]);
            Platform.requestNextPulse();
            return true;
        });
        painted.get(60, TimeUnit.SECONDS);
    }

    private static void answer(String line) throws IOException {
        System.out.println(line);
        System.out.flush();
    }
}
