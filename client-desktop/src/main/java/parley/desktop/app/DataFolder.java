package parley.desktop.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of a profile: made when missing, and then closed to everybody else. */
final class DataFolder {
    private DataFolder() {}

    /**
     * Makes the folder where there is none, so that only its owner can look into it; Windows' user directories are private
     * already. One that is there is left as it is, since it may be for others too.
     *
     * @throws IOException when it cannot be made
     */
    static Path open(Path directory) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        boolean missing = Files.notExists(directory);
        Path data = Files.createDirectories(directory);
        if (posix && missing) {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
        return data;
    }

    /** A sentence for the person. */
    static String why(FileSystemException problem) {
        if (problem instanceof FileAlreadyExistsException || problem instanceof NotDirectoryException) {
            return "there is a file of this name.";
        }
        if (problem instanceof AccessDeniedException) {
            return "this user may not write there.";
        }
        return problem.getReason() == null ? "it cannot be written." : problem.getReason() + ".";
    }
}
