package parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Keeps docs/settings.md true. To write it anew: run this test with -Dparley.docs.write=true. */
class SettingsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/settings.md");

    @Test
    void documentListsTheSettingsAsTheyAre() throws Exception {
        String expected = document();
        if (Boolean.getBoolean("parley.docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(DOCUMENT)
                .as("docs/settings.md differs from the code; see the comment of this test")
                .hasContent(expected);
    }

    private static String document() {
        CommandSpec spec = CommandLine.Model.CommandSpec.forAnnotatedObject(new Settings());
        String rows = spec.options().stream()
                .filter(option -> !option.hidden())
                .map(SettingsDocumentTest::row)
                .collect(Collectors.joining("\n"));
        return """
                # Settings

                Every setting is a flag, a variable of the environment and a line of the file named by `--config`
                (`port = 3000`; UTF-8, lists separated by commas, `#` begins a comment). A flag wins over the environment,
                the environment over the file, the file over the default. An empty variable counts as not set. A wrong
                value ends the start with one line and exit code 2.

                | flag | environment | default | what it does |
                |---|---|---|---|
                %s
                """.formatted(rows);
    }

    private static String row(OptionSpec option) {
        String fallback = new Sources(Map.of(), Map.of()).defaultValue(option);
        return "| `%s %s` | `%s` | %s | %s |"
                .formatted(
                        option.longestName(),
                        option.paramLabel().replace("|", "\\|"),
                        Sources.variable(Sources.setting(option)),
                        fallback == null ? "" : "`" + fallback + "`",
                        String.join(" ", option.description()).replace("|", "\\|"));
    }
}
