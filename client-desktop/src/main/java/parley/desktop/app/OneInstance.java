package parley.desktop.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure that one app at a time uses a data directory: two would send each other's outbox. */
final class OneInstance {
    private static final Logger LOG = LoggerFactory.getLogger(OneInstance.class);

    private final FileLock lock;

    private OneInstance(FileLock lock) {
        this.lock = lock;
    }

    /**
     * Takes the directory for this process until it ends, in whatever way.
     *
     * @return empty when another process has it
     */
    static Optional<OneInstance> take(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
        }
        return Optional.ofNullable(lock).map(OneInstance::new);
    }

    /** Gives the directory back. */
    void release() {
        try {
            lock.acquiredBy().close();
        } catch (IOException problem) {
            LOG.warn("The lock could not be given back", problem);
        }
    }
}
