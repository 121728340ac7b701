package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposerViewModelTest {
    private final List<String> sent = new ArrayList<>();
    private final ComposerViewModel composer = new ComposerViewModel(new Words(Locale.US), sent::add);

    @Test
    void textIsSentWithoutTrailingWhiteSpaceAndTheAreaIsEmptied() {
        composer.textProperty().set("  hello\n\n");
        composer.submit();
        assertThat(sent).containsExactly("  hello");
        assertThat(composer.textProperty().get()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "\u00A0\u3000\uFEFF"})
    void blankTextIsNotSent(String typed) {
        composer.textProperty().set(typed);
        composer.submit();
        assertThat(sent).isEmpty();
        assertThat(composer.textProperty().get()).isEqualTo(typed);
    }

    @ParameterizedTest
    @CsvSource({
        "3600, ''",
        "3601, 399 characters left",
        "3999, 1 character left",
        "4000, 0 characters left",
        "4001, 1 character too many",
        "5234, '1,234 characters too many'"
    })
    void counterAppearsNearTheLimit(int length, String counter) {
        composer.textProperty().set("😀".repeat(length));
        assertThat(composer.counterProperty().get()).isEqualTo(counter);
        assertThat(composer.tooLongProperty().get()).isEqualTo(length > 4_000);
    }

    @Test
    void tooLongTextIsKeptAndNotSent() {
        composer.textProperty().set("x".repeat(4_001));
        composer.submit();
        assertThat(sent).isEmpty();
        assertThat(composer.counterProperty().get())
                .isEqualTo("This message is too long. Please take out 1 character, or send it in parts.");
        assertThat(composer.textProperty().get()).hasSize(4_001);
    }

    @Test
    void loneSurrogateIsReplaced() {
        composer.textProperty().set("a\uD800b");
        composer.submit();
        assertThat(sent).containsExactly("a\uFFFDb");
    }

    @Test
    void refusedTextComesBackBeforeWhatIsTyped() {
        composer.textProperty().set("second");
        composer.putBack("first");
        assertThat(composer.textProperty().get()).isEqualTo("first\nsecond");
    }
}
