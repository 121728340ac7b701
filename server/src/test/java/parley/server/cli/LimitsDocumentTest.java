package parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parley.server.limit.Bound;

/** Keeps the table of limits in docs/operations.md true. To write it anew: run this test with -Dparley.docs.write=true. */
class LimitsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/operations.md");
    private static final String BEGIN = "<!-- limits: written by LimitsDocumentTest -->\n";
    private static final String END = "<!-- end of limits -->\n";

    @Test
    void theTableIsTheEnum() throws Exception {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        String expected = document.substring(0, begin) + table() + document.substring(end);
        if (Boolean.getBoolean("parley.docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(DOCUMENT)
                .as("docs/operations.md differs from the code; see the comment of this test")
                .hasContent(expected);
    }

    private static String table() {
        String rows = Arrays.stream(Bound.values()).map(LimitsDocumentTest::row).collect(Collectors.joining());
        return "| limit | usual | of what | beyond it |\n|---|--:|---|---|\n" + rows;
    }

    private static String row(Bound bound) {
        return "| `%s` | `%s` | %s | %s |\n"
                .formatted(bound.key(), bound.usual(), bound.meaning(), bound.consequence());
    }
}
