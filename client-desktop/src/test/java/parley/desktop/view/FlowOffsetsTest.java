package parley.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowOffsetsTest {
    private final EmojiSheet emoji = new EmojiSheet();

    @Test
    void emojiCountsOne() {
        FlowOffsets offsets = offsets("ab👨‍👩‍👧‍👦cd");
        assertThat(offsets.inText(2)).isEqualTo(2);
        assertThat(offsets.inText(3)).isEqualTo("ab👨‍👩‍👧‍👦".length());
        assertThat(offsets.drawn("ab👨‍👩‍👧‍👦c".length())).isEqualTo(4);
    }

    @Test
    void whatIsNotDrawnBelongsToWhatIsBeforeIt() {
        String tower = "Z" + "\u0301".repeat(50);
        FlowOffsets offsets = offsets(tower + "\u202Eab");
        assertThat(offsets.inText(1 + TextRuns.MOST_MARKS)).isEqualTo(tower.length() + 1);
        assertThat(offsets.drawn(tower.length())).isEqualTo(1 + TextRuns.MOST_MARKS);
    }

    @Test
    void wholeOfWhatIsDrawnIsTheWholeText() {
        String text = "\u202Ea\u202C";
        assertThat(offsets(text).inText(0)).isZero();
        assertThat(offsets(text).inText(1)).isEqualTo(text.length());
        assertThat(offsets(text).inText(7)).as("a mark behind the text").isEqualTo(text.length());
    }

    @Test
    void everyDrawnOffsetComesBack() {
        String text = "see https://example.com/a, שלום 🎂🎂 \u202Eok 李小龍 Z" + "\u0301".repeat(20) + "!";
        FlowOffsets offsets = offsets(text);
        int end = offsets.drawn(text.length());
        assertThat(end).isLessThan(text.length());
        for (int i = 0; i <= end; i++) {
            assertThat(offsets.drawn(offsets.inText(i))).isEqualTo(i);
        }
    }

    private FlowOffsets offsets(String text) {
        return new FlowOffsets(TextRuns.of(text, emoji), text);
    }
}
