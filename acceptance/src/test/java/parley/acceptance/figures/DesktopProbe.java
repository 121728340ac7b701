package parley.acceptance.figures;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import parley.desktop.app.DeskWheel;
import parley.desktop.app.Launcher;
import parley.desktop.viewmodel.Row;

/**
 * The desktop app as it is started by a person, with a thread beside it that does what lines on standard input say and answers
 * with a line each: {@code join NAME}, {@code up}, {@code down}, {@code wander SECONDS} with how many milliseconds it took;
 * {@code write TEXT} with when Enter was pressed and {@code awaits TEXT} with when that message was painted, in nanoseconds of
 * the machine's monotonic clock. Standard error gets a mark around each.
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
                long answer = answerTo(words[0], words.length > 1 ? words[1] : "");
                System.err.println("MARK end " + line);
                answer(words[0] + " " + answer);
            }
        } catch (Exception problem) {
            problem.printStackTrace();
        }
        System.exit(0);
    }

    private static long answerTo(String what, String argument) throws Exception {
        return switch (what) {
            case "write" -> write(argument);
            case "awaits" -> whenPainted(() -> newestIs(argument));
            default -> {
                long begin = System.nanoTime();
                act(what, argument);
                yield TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            }
        };
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
        CompletableFuture<Long> painted = new CompletableFuture<>();
        on(() -> {
            ((TextField) find("#username")).setText(name);
            whenPainted(() -> isChatShown() && endIsShown(), painted);
            ((Button) find("#join-chat")).fire();
            return true;
        });
        painted.get(60, TimeUnit.SECONDS);
    }

    private static long write(String text) throws Exception {
        AtomicLong pressed = new AtomicLong();
        on(() -> {
            TextArea area = (TextArea) find("#message");
            area.setText(text);
            pressed.set(System.nanoTime());
            area.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
            return true;
        });
        return pressed.get();
    }

    private static long whenPainted(BooleanSupplier shown) throws Exception {
        CompletableFuture<Long> painted = new CompletableFuture<>();
        on(() -> {
            whenPainted(shown, painted);
            return true;
        });
        try {
            return painted.get(60, TimeUnit.SECONDS);
        } catch (TimeoutException never) {
            on(() -> {
                System.err.println("Not painted: " + describe());
                return true;
            });
            throw never;
        }
    }

    private static String describe() {
        List<?> rows = list().getItems();
        IndexedCell<?> last = flow().getLastVisibleCell();
        return rows.size() + " rows, the last one " + rows.get(rows.size() - 1) + ", in sight until "
                + (last == null ? "none" : last.getIndex()) + ", windows " + Window.getWindows();
    }

    /** Completes in the second pulse after the one that laid it out, with the time: by then the frame is painted. */
    private static void whenPainted(BooleanSupplier shown, CompletableFuture<Long> painted) {
        Scene scene = Window.getWindows().get(0).getScene();
        AtomicInteger pulses = new AtomicInteger();
        AtomicReference<Runnable> watch = new AtomicReference<>();
        watch.set(() -> {
            if (shown.getAsBoolean()) {
                // Asked for in the middle of a pulse, the next one may not come.
                Platform.runLater(Platform::requestNextPulse);
                if (pulses.incrementAndGet() == 2) {
                    scene.removePreLayoutPulseListener(watch.get());
                    painted.complete(System.nanoTime());
                }
            }
        });
        scene.addPreLayoutPulseListener(watch.get());
        // It may be there already, and then nothing else would ask for a pulse.
        Platform.requestNextPulse();
    }

    private static boolean newestIs(String text) {
        List<?> rows = list().getItems();
        return rows.get(rows.size() - 1) instanceof Row.Message message
                && text.equals(message.content().text())
                && endIsShown();
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
