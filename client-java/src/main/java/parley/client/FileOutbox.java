package parley.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An outbox in a file: an append-only journal, forced to disk before an item counts as put, and rewritten when most of it is
 * of items that are gone. Safe against the death of the process at any byte. Any thread, one call at a time.
 */
public final class FileOutbox implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(FileOutbox.class);
    private static final long COMPACT_BYTES = 64 * 1024;

    private final Path file;
    private final FileChannel lockChannel;
    private final Map<String, OutboxItem> items = new LinkedHashMap<>();
    private Journal journal;
    private long bytesAfterCompaction;

    private FileOutbox(Path file, FileChannel lockChannel, Journal journal, List<byte[]> records) {
        this.file = file;
        this.lockChannel = lockChannel;
        this.journal = journal;
        records.forEach(this::replay);
        bytesAfterCompaction = journal.size();
    }

    /**
     * Opens or creates an outbox; its folder is made when missing. A lock file beside it keeps other processes away.
     *
     * @param file the journal
     * @throws IOException when it cannot be read or written, or another process has it open
     */
    public static FileOutbox open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel lockChannel =
                FileChannel.open(sibling(file, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock(lockChannel, file);
            List<byte[]> records = new ArrayList<>();
            Journal journal = Journal.open(file, records);
            forceFolder(file);
            return new FileOutbox(file, lockChannel, journal, records);
        } catch (IOException | RuntimeException e) {
            lockChannel.close();
            throw e;
        }
    }

    @Override
    public synchronized List<OutboxItem> items() {
        return List.copyOf(items.values());
    }

    @Override
    public synchronized void put(OutboxItem item) throws IOException {
        journal.append(OutboxRecord.put(item), true);
        items.put(item.ref(), item);
        compact();
    }

    @Override
    public synchronized void remove(String ref) throws IOException {
        if (items.remove(ref) != null) {
            journal.append(OutboxRecord.remove(ref), false);
            compact();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try (lockChannel) {
            journal.close();
        }
    }

    private void replay(byte[] content) {
        try {
            OutboxRecord entry = OutboxRecord.read(content);
            if (entry.item() == null) {
                items.remove(entry.ref());
            } else {
                items.put(entry.ref(), entry.item());
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("A record of {} is of another version and was left out.", file, e);
        }
    }

    /** Beside the file and then in its place, so that a crash leaves the one or the other. */
    private void compact() {
        if (journal.size() < COMPACT_BYTES || journal.size() < 2 * bytesAfterCompaction) {
            return;
        }
        Path fresh = sibling(file, ".new");
        try {
            Files.deleteIfExists(fresh);
            Journal compacted = Journal.open(fresh, new ArrayList<>());
            try {
                for (OutboxItem item : items.values()) {
                    compacted.append(OutboxRecord.put(item), false);
                }
                compacted.force();
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                forceFolder(file);
            } catch (IOException e) {
                compacted.close();
                throw e;
            }
            Journal old = journal;
            journal = compacted;
            old.close();
        } catch (IOException e) {
            LOG.warn("The outbox {} could not be made smaller; it goes on as it is.", file, e);
        }
        bytesAfterCompaction = journal.size();
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(file, e);
        }
        throw inUse(file, null);
    }

    private static IOException inUse(Path file, @Nullable Throwable cause) {
        return new IOException(
                "The outbox " + file + " is in use by another window or program. Close that first.", cause);
    }

    /** A new or renamed file is only safe when its folder is on disk too; Windows neither needs nor allows it. */
    private static void forceFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("The folder of {} cannot be forced to disk.", file, e);
        }
    }

    private static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
