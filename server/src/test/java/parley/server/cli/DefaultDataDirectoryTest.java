package parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultDataDirectoryTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, XDG_DATA_HOME=/x, /x/parley",
        "Linux, XDG_DATA_HOME=relative, /home/d/.local/share/parley",
        "Linux, OTHER=1, /home/d/.local/share/parley",
        "Mac OS X, OTHER=1, /home/d/Library/Application Support/Parley",
        "Windows 11, LOCALAPPDATA=/local, /local/Parley"
    })
    void followsTheSystem(String os, String variable, Path expected) {
        String[] pair = variable.split("=");
        assertThat(DefaultDataDirectory.on(os, Path.of("/home/d"), Map.of(pair[0], pair[1])))
                .isEqualTo(expected);
    }
}
