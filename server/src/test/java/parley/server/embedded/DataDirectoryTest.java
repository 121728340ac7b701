package parley.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path temporary;

    @Test
    void newDirectoryIsItsOwnersOnly() throws Exception {
        try (DataDirectory directory = DataDirectory.open(temporary.resolve("a/b/parley"))) {
            assertThat(permissions(directory.path())).isEqualTo("rwx------");
        }
    }

    @Test
    void emptyDirectoryOpenToOthersIsMadePrivate() throws Exception {
        Path open = Files.createDirectory(temporary.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (DataDirectory directory = DataDirectory.open(open)) {
            assertThat(permissions(directory.path())).isEqualTo("rwx------");
        }
    }

    @Test
    void directoryOfOthersIsRefusedAndLeftAsItIs() throws Exception {
        Path home = Files.createDirectory(temporary.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("letter.txt"), "Dear David");

        assertThatThrownBy(() -> DataDirectory.open(home))
                .isInstanceOf(EmbeddedRedisException.class)
                .hasMessageContaining("holds other files")
                .hasMessageContaining("--data DIR");
        assertThat(permissions(home)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void placeThatCannotBeADirectoryIsToldInOneLine() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
                .isInstanceOf(EmbeddedRedisException.class)
                .message()
                .contains("cannot be used", "--data DIR")
                .doesNotContain("\n");
    }

    @Test
    void directoryInUseIsRefusedWithTheProcessThatHasIt() throws Exception {
        DataDirectory held = DataDirectory.open(temporary.resolve("data"));
        try (held) {
            assertThatThrownBy(() -> DataDirectory.open(held.path()))
                    .isInstanceOf(EmbeddedRedisException.class)
                    .hasMessageContaining("in use by another Parley (process "
                            + ProcessHandle.current().pid() + ")");
        }
        DataDirectory.open(held.path()).close();
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
