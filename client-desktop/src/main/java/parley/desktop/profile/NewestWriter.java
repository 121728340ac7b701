package parley.desktop.profile;

import java.io.IOException;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that writes states to one file. States that come while one is written are skipped but for the last. */
final class NewestWriter {
    private static final Logger LOG = LoggerFactory.getLogger(NewestWriter.class);
    private static final long CLOSE_S = 5;

    /** Writes a state whole. */
    interface Write {
        void all(Properties values) throws IOException;
    }

    private final String file;
    private final Write write;
    private final ExecutorService thread;
    private final AtomicReference<@Nullable Properties> next = new AtomicReference<>();
    private volatile Consumer<Boolean> health = saved -> {};
    private boolean healthy = true;

    /**
     * A writer that has nothing to do yet.
     *
     * @param file how it is called in the log
     */
    NewestWriter(String file, Write write) {
        this.file = file;
        this.write = write;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread writer = new Thread(task, "parley-" + file);
            writer.setDaemon(true);
            return writer;
        });
    }

    /** Who is told, on the writing thread, when writing begins to fail (false) and when it works again (true). */
    void onHealth(Consumer<Boolean> listener) {
        health = listener;
    }

    /** Writes these values soon. Nobody may change them any more. */
    void write(Properties values) {
        if (next.getAndSet(values) == null) {
            thread.execute(this::writeNewest);
        }
    }

    /** Waits until the newest state is written, a few seconds at most; nothing can be written afterwards. */
    void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_S, TimeUnit.SECONDS)) {
                LOG.error("{} could not be written within {} s", file, CLOSE_S);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeNewest() {
        Properties values = next.getAndSet(null);
        boolean saved = true;
        try {
            if (values != null) {
                write.all(values);
            }
        } catch (IOException problem) {
            saved = false;
            LOG.error("{} cannot be written", file, problem);
        }
        if (saved != healthy) {
            healthy = saved;
            health.accept(saved);
        }
    }
}
