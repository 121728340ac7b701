package parley.desktop.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.client.FileOutbox;
import parley.client.MemoryOutbox;
import parley.client.Outbox;
import parley.client.OutboxItem;

/**
 * An outbox file that is opened when the client first asks for it, on the client's thread, so that a slow disk does not hold up
 * the window. When it cannot be opened, unsent messages live in memory, and somebody is told.
 */
final class DeferredOutbox implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(DeferredOutbox.class);

    private final Path file;
    private final Runnable failed;
    private @Nullable Outbox opened;

    /**
     * Opens nothing yet.
     *
     * @param failed is called on the client's thread when the file cannot be used
     */
    DeferredOutbox(Path file, Runnable failed) {
        this.file = file;
        this.failed = failed;
    }

    @Override
    public List<OutboxItem> items() {
        return outbox().items();
    }

    @Override
    public void put(OutboxItem item) throws IOException {
        outbox().put(item);
    }

    @Override
    public void remove(String ref) throws IOException {
        outbox().remove(ref);
    }

    @Override
    public synchronized void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }

    private synchronized Outbox outbox() {
        if (opened == null) {
            opened = open();
        }
        return opened;
    }

    private Outbox open() {
        try {
            return FileOutbox.open(file);
        } catch (IOException problem) {
            LOG.error("The outbox cannot be opened, unsent messages live in memory only: {}", file, problem);
            failed.run();
            return new MemoryOutbox();
        }
    }
}
