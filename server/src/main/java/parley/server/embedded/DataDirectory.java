package parley.server.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything Parley keeps, readable by its owner only and locked while this process uses it.
 *
 * <p>The lock is what keeps two stores from writing the same files: two Redis servers on one directory both start, and
 * ruin it. It ends with the process, however that ends. One process opens a directory once: closing a second channel on
 * the lock file would release the lock of the first (POSIX).
 */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK_FILE = "parley.lock";
    /** A fresh file system has this one; it is nobody's data. */
    private static final Set<String> NOT_COUNTED = Set.of("lost+found");

    private final Path path;
    private final FileChannel lockChannel;

    private DataDirectory(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /** Creates the directory where missing, makes it private, locks it. */
    static DataDirectory open(Path directory) throws EmbeddedRedisException {
        try {
            Path real = create(directory);
            return new DataDirectory(real, lock(real));
        } catch (IOException failure) {
            throw new EmbeddedRedisException(
                    "The data directory " + directory + " cannot be used (" + reason(failure)
                            + "). Give Parley the right to write there, or choose another one with --data DIR.",
                    failure);
        }
    }

    private static Path create(Path directory) throws IOException, EmbeddedRedisException {
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        if (Files.isDirectory(directory)) {
            // Somebody's home or /tmp by a slip of the hand: making it private would break it for others.
            if (!isParleys(directory)) {
                throw new EmbeddedRedisException("The directory " + directory + " holds other files."
                        + " Choose an empty or a new one with --data DIR.");
            }
            if (!Files.getPosixFilePermissions(directory).equals(ownerOnly)) {
                Files.setPosixFilePermissions(directory, ownerOnly);
            }
        } else {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(ownerOnly));
        }
        return directory.toRealPath();
    }

    private static boolean isParleys(Path directory) throws IOException {
        if (Files.exists(directory.resolve(LOCK_FILE))) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.allMatch(file -> NOT_COUNTED.contains(String.valueOf(file.getFileName())));
        }
    }

    private static FileChannel lock(Path directory) throws IOException, EmbeddedRedisException {
        FileChannel channel = FileChannel.open(
                directory.resolve(LOCK_FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw new EmbeddedRedisException("The data directory " + directory + " is in use by another Parley"
                        + holder(channel) + ". Stop that one, or choose another directory with --data DIR.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
            return channel;
        } catch (IOException | EmbeddedRedisException failure) {
            channel.close();
            throw failure;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        String text = UTF_8.decode(pid.flip()).toString();
        return text.matches("\\d+") ? " (process " + text + ")" : "";
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    /** The real path, without symbolic links. */
    Path path() {
        return path;
    }

    /** Gives the directory free for another Parley. */
    @Override
    public void close() throws IOException {
        lockChannel.close();
    }
}
