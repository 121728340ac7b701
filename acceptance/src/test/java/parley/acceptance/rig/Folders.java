package parley.acceptance.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** Data directories: copied, deleted. */
public final class Folders {
    private Folders() {}

    /** Copies a folder with all that is in it; folders are for their owner only, programs are shared. */
    public static void copy(Path from, Path to) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    Files.createLink(copy, file);
                    continue;
                }
                Files.copy(file, copy);
                if (Files.isDirectory(copy) && posix) {
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
                }
            }
        }
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Deletes a folder of temporary files, as far as no process that was killed a moment ago is still writing there. */
    static void tidyUp(Path folder) {
        try {
            delete(folder);
        } catch (IOException | UncheckedIOException stillInUse) {
            return;
        }
    }
}
