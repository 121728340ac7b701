package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t \n", "\u00A0\uFEFF\u3000"})
    void whiteSpaceAloneIsBlank(String typed) {
        assertThat(PersonName.problem(typed)).contains(PersonName.Problem.BLANK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\u202Eb", "a\u200Db", "a\uE000b", "a\uFE0Fb", "a\uD800", "a\u3164b"})
    void invisibleCharactersAreRefused(String typed) {
        assertThat(PersonName.problem(typed)).contains(PersonName.Problem.CONTROL);
    }

    @Test
    void marksAloneAreRefused() {
        assertThat(PersonName.problem("\u0301\u0302")).contains(PersonName.Problem.MARKS);
    }

    @ParameterizedTest
    @CsvSource({"32, false", "33, true"})
    void lengthCountsCodePoints(int length, boolean tooLong) {
        assertThat(PersonName.problem("李".repeat(length)).isPresent()).isEqualTo(tooLong);
        assertThat(PersonName.problem("😀".repeat(length)).isPresent()).isEqualTo(tooLong);
    }

    @ParameterizedTest
    @CsvSource({
        "david, David, D",
        "David, David, D",
        "élan, Élan, É",
        "李小龍, 李小龍, 李",
        "ßeta, ßeta, ß",
        "ქეთი, ქეთი, Ქ",
        "🇩🇪 team, 🇩🇪 team, 🇩🇪",
        "👍🏽 yes, 👍🏽 yes, 👍🏽",
        "e\u0301lan, E\u0301lan, E\u0301",
        "3po, 3po, 3"
    })
    void nameAndInitialAreCapitalised(String name, String shown, String initial) {
        assertThat(PersonName.capitalised(name)).isEqualTo(shown);
        assertThat(PersonName.initial(name)).isEqualTo(initial);
    }

    @Test
    void nameIsComposedTrimmedAndSingleSpaced() {
        assertThat(PersonName.normal("  Ａda\u00A0 \u2003Lovelace\uFEFF")).isEqualTo("Ada Lovelace");
    }

    @ParameterizedTest
    @CsvSource({"u_1, 4", "u_7f3a, 3", "'', 4"})
    void colourIsTheOneThePageComputes(String user, int colour) {
        assertThat(AvatarColour.of(user)).isEqualTo(colour);
    }
}
