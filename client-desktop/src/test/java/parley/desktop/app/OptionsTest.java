package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void serverAndDirectoryAreTaken() throws Options.BadArgument {
        Options options = Options.parse(List.of("--server", "ws://h:1/ws", "--data", "d"), Map.of());
        assertThat(options).isEqualTo(new Options("ws://h:1/ws", Path.of("d"), false));
    }

    @Test
    void withoutArgumentsThePersonsOwnDirectoryIsUsed() throws Options.BadArgument {
        Options options = Options.parse(List.of(), Map.of("XDG_DATA_HOME", "/x", "APPDATA", "/x"));
        assertThat(options.data().toString()).containsIgnoringCase("parley");
        assertThat(options.server()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--server, --server needs a value. See --help.",
        "--sever, '\"--sever\" is not understood. See --help.'",
        "--data, --data needs a value. See --help."
    })
    void wrongArgumentSaysWhatToDo(String argument, String sentence) {
        assertThatThrownBy(() -> Options.parse(List.of(argument), Map.of())).hasMessage(sentence);
    }

    @Test
    void addressIsChecked() {
        assertThatThrownBy(() -> Options.parse(List.of("--server", "ftp://h"), Map.of()))
                .hasMessage("\"ftp://h\" is no server address. Use --server ws://HOST:PORT/ws.");
    }
}
