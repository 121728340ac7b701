package parley.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "David|David",
                "  David\t|David",
                "Da   vid|Da vid",
                "Ｄａｖｉｄ|David",
                "李小龍|李小龍",
                "שרה|שרה",
                "ﬁ|fi",
                "a\u00a0b|a b",
                "e\u0301|é",
                "🎂|🎂",
            })
    void validNamesAreNormalised(String typed, String shown) {
        assertThat(Usernames.normalise(typed)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0",
                "a\tb",
                "a\nb",
                "a\u0000",
                "a\u202eb",
                "a\u200bb",
                "a\u200db",
                "a\u2028b",
                "\u0301",
                "a\ufe0f",
                "a\ue000",
                "\u3164",
                "a\u00adb",
                "a\u0378",
                "👩\u200d🚀",
                "a\u061cb",
                "\ufeff"
            })
    void namesThatDeceiveOrAreEmptyAreRefused(String typed) {
        assertThat(Usernames.normalise(typed)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"32, true", "33, false"})
    void theLengthCountsCodePoints(int codePoints, boolean valid) {
        assertThat(Usernames.normalise("🎂".repeat(codePoints)) != null).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "david, DAVID",
        "David, dаvid", // Cyrillic a
        "paypal, paypaI",
        "alice, аlice",
        "HELLO, ΗELLO", // Greek Eta
        "modern, rnodern",
        "Straße, STRASSE",
        "O0O, OOO",
        "max, МАХ", // Cyrillic capitals
        "Kevin, KEVΙΝ", // Greek Iota and Nu
        "david, davİd",
        "david, davi̇d",
    })
    void namesThatLookAlikeAreTheSame(String one, String other) {
        assertThat(Collections.disjoint(Usernames.keys(one), Usernames.keys(other)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"nina, vina", "david, davit", "li, il", "Maya, Maja"})
    void namesThatDifferAreNotTheSame(String one, String other) {
        assertThat(Collections.disjoint(Usernames.keys(one), Usernames.keys(other)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "ADMIN", "аdmin", "Parley", "ѕerver", "m0derator", "ADM1N", "ADMlN", "МODERATОR"})
    void reservedNamesAndTheirLookalikesAreReserved(String name) {
        assertThat(Usernames.isReserved(Usernames.keys(name))).isTrue();
    }
}
