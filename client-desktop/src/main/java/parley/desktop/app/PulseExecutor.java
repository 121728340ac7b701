package parley.desktop.app;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the toolkit's thread, in order, as many as have come by then in one go: thousands of messages a minute then
 * cost few hand-overs and one refresh each. Any thread may call it.
 */
final class PulseExecutor implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean scheduled;

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        Platform.runLater(this::drain);
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException problem) {
                // Those behind it must run all the same, or the window would stand still from here on.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, problem);
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            Runnable task = tasks.poll();
            scheduled = task != null;
            return task;
        }
    }
}
