package parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.client.Outgoing.Kind;
import parley.client.Outgoing.State;

class OutgoingTest {
    private static Outgoing typed(Kind kind, String text) {
        return Outgoing.typed("r", "lobby", kind, 0, text, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t ", "\u00A0", "\uFEFF"})
    void nothingButWhiteSpaceIsRefusedBeforeSending(String text) {
        Outgoing item = typed(Kind.MESSAGE, text);
        assertThat(item.state()).isEqualTo(State.FAILED);
        assertThat(item.code()).isEqualTo("empty");
        assertThat(item.sentence()).isNotBlank();
    }

    @Test
    void lengthCountsCodePointsAfterTrailingWhiteSpace() {
        String emoji = "\uD83D\uDE00";
        assertThat(typed(Kind.MESSAGE, emoji.repeat(4_000) + " \n").isPending()).isTrue();
        assertThat(typed(Kind.MESSAGE, emoji.repeat(4_001)).code()).isEqualTo("too_long");
        assertThat(typed(Kind.EDIT, "x".repeat(4_001)).code()).isEqualTo("too_long");
    }

    @Test
    void leadingWhiteSpaceIsKept() {
        assertThat(typed(Kind.MESSAGE, "  code\n").text()).isEqualTo("  code");
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacter() {
        assertThat(typed(Kind.MESSAGE, "a\uD83Db").text()).isEqualTo("a\uFFFDb");
    }

    @Test
    void deletionNeedsNoText() {
        assertThat(typed(Kind.DELETE, "").isPending()).isTrue();
    }
}
