package parley.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.desktop.view.TextRuns.Kind;
import parley.desktop.view.TextRuns.Run;

class TextRunsTest {
    private final EmojiSheet emoji = new EmojiSheet();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "👍🏽",
                "👨‍👩‍👧‍👦",
                "🇩🇪",
                "🏳️‍🌈",
                "❤️",
                "1️⃣",
                "🤷🏽‍♀️",
                "🫠",
                "☺️",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿"
            })
    void sequenceIsOneEmoji(String sequence) {
        assertThat(runs("a" + sequence + "b"))
                .extracting(Run::kind, Run::text)
                .containsExactly(tuple(Kind.PLAIN, "a"), tuple(Kind.EMOJI, sequence), tuple(Kind.PLAIN, "b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "#", "©", "❤", "☺", "👍\uFE0E", "→", "½", "a\uFE0F", "\uD83D"})
    void textIsNoEmoji(String text) {
        assertThat(runs(text)).extracting(Run::kind).containsOnly(Kind.PLAIN);
    }

    @Test
    void neighbouringEmojiAreApart() {
        assertThat(runs("🎉👍"))
                .extracting(Run::kind, Run::text)
                .containsExactly(tuple(Kind.EMOJI, "🎉"), tuple(Kind.EMOJI, "👍"));
    }

    @Test
    void scriptsThatNeedAFontAreCutOut() {
        assertThat(runs("ab 李小龍。ケーキ・カナ 한국 cd"))
                .extracting(Run::kind, Run::text)
                .containsExactly(
                        tuple(Kind.PLAIN, "ab "),
                        tuple(Kind.HAN, "李小龍。"),
                        tuple(Kind.KANA, "ケーキ・カナ "),
                        tuple(Kind.HANGUL, "한국 "),
                        tuple(Kind.PLAIN, "cd"));
    }

    @Test
    void textToTheLeftIsCutIntoWordsAndNothingIsLost() {
        String text = "כן, בשעה שלוש. ok 🎂 תכינו";
        List<Run> runs = runs(text);
        assertThat(runs).hasSizeGreaterThan(4);
        assertThat(joined(runs)).isEqualTo(text);
    }

    @Test
    void towersOfMarksAreCutAndLettersStay() {
        String drawn = joined(runs("Z" + "\u0301".repeat(4_000) + "a"));
        assertThat(drawn).isEqualTo("Z" + "\u0301".repeat(TextRuns.MOST_MARKS) + "a");
    }

    @Test
    void charactersThatTurnTheOrderAroundAreNotDrawn() {
        assertThat(joined(runs("a\u202Eb\u2066c\u2069d"))).isEqualTo("abcd");
    }

    @Test
    void charactersThatCannotBeSeenAreNotDrawnAsBoxes() {
        assertThat(joined(runs("a\u200Bb\u2060c\uFEFFd\u061C"))).isEqualTo("abcd");
        assertThat(joined(runs("a\u200Db\u200Cc\u200Ed"))).isEqualTo("a\u200Db\u200Cc\u200Ed");
    }

    /** Each of these took JavaFX from 3 to 30 s as one run. */
    @ParameterizedTest
    @ValueSource(strings = {"a\u0301\u0302\u0303", "a\u0301b ", "नमस्ते ", "नमस्ते", "สวัสดี", "👋e\u0301", "אבג"})
    void longTextsOfShapedLettersAreCutBetweenLetters(String unit) {
        String text = unit.repeat(4_000 / unit.length());
        List<Run> runs = runs(text);
        assertThat(runs.stream().map(Run::text).collect(Collectors.joining())).isEqualTo(text);
        assertThat(runs)
                .allMatch(run -> run.text().length() <= TextRuns.LONGEST_SHAPED)
                .allMatch(run -> run.text()
                        .equals(text.substring(
                                run.start(), run.start() + run.text().length())))
                .noneMatch(run -> run.text().matches("(?s)[\\p{M}\\p{Cs}].*"));
    }

    @Test
    void longTextsOfPlainLettersAreOneRun() {
        assertThat(runs("Übermäßig lang. ".repeat(250))).hasSize(1);
    }

    @Test
    void addressIsARunOfItsOwn() {
        assertThat(runs("see https://example.com/a, ok"))
                .extracting(Run::text, run -> String.valueOf(run.link()))
                .containsExactly(
                        tuple("see ", "null"),
                        tuple("https://example.com/a", "https://example.com/a"),
                        tuple(", ok", "null"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a 🎂 b 👨‍👩‍👧‍👦",
                "כן, בשעה שלוש. 🎂 https://example.com/עוגה תכינו",
                "a\u202Eb\u202Cc",
                "Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B end"
            })
    void everyRunKnowsWhereItStarts(String text) {
        assertThat(runs(text))
                .allSatisfy(run ->
                        assertThat(text.startsWith(run.text(), run.start())).isTrue());
    }

    @Test
    void otherTextIsOneRun() {
        String text = "Lorem ipsum\n\tdolor <b>sit</b> amet, ñ é ü ß Ω я";
        assertThat(runs(text)).extracting(Run::kind, Run::text).containsExactly(tuple(Kind.PLAIN, text));
    }

    private List<Run> runs(String text) {
        return TextRuns.of(text, emoji);
    }

    private static String joined(List<Run> runs) {
        return runs.stream().map(Run::text).collect(Collectors.joining());
    }
}
