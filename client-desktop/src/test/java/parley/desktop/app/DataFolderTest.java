package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path parent;

    @Test
    void newFolderIsClosedToOthersAndAnOldOneIsLeftAsItIs() throws IOException {
        Path made = DataFolder.open(parent.resolve("a").resolve("b"));
        assertThat(made).isDirectory();
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            assertThat(Files.getPosixFilePermissions(made)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
            DataFolder.open(made);
            assertThat(Files.getPosixFilePermissions(made)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void fileInItsPlaceIsTold() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        FileSystemException problem = catchThrowableOfType(FileSystemException.class, () -> DataFolder.open(file));
        assertThat(DataFolder.why(problem)).isEqualTo("there is a file of this name.");
    }
}
