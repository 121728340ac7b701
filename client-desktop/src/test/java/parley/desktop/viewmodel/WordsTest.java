package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every language says everything, with the same arguments, in its own letters. */
class WordsTest {
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");
    /** What is the same in every language: arguments, the name, addresses, keys. */
    private static final Pattern NOT_A_WORD = Pattern.compile("\\{[^}]*}|Parley|wss?://\\S+|Enter|Esc|Shift");

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"he", "ja"})
    void languageHasExactlyTheKeysOfEnglish(String language) throws IOException {
        assertThat(new TreeSet<>(read(language).stringPropertyNames()))
                .isEqualTo(new TreeSet<>(read("").stringPropertyNames()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"he", "ja"})
    void everyTextHasTheArgumentsOfEnglish(String language) throws IOException {
        Properties english = read("");
        Properties translated = read(language);
        for (String key : english.stringPropertyNames()) {
            assertThat(arguments(translated.getProperty(key))).as(key).isEqualTo(arguments(english.getProperty(key)));
        }
    }

    @ParameterizedTest
    @CsvSource({"he, [\\p{IsHebrew}]", "ja, [\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]"})
    void everyTextWithWordsIsTranslated(String language, String letters) throws IOException {
        Properties english = read("");
        Properties translated = read(language);
        for (String key : english.stringPropertyNames()) {
            if (hasWords(english.getProperty(key))) {
                assertThat(translated.getProperty(key)).as(key).containsPattern(letters);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ENGLISH, 1, 1 new message",
        "ENGLISH, 2, 2 new messages",
        "HEBREW, 1, הודעה חדשה אחת",
        "HEBREW, 2, שתי הודעות חדשות",
        "HEBREW, 3, 3 הודעות חדשות",
        "JAPANESE, 1, 新着メッセージ 1 件"
    })
    void numbersAreSpokenAsTheLanguageDoes(Language language, int count, String text) {
        Words words = new Words(Locale.US);
        words.speak(language);
        assertThat(words.get("list.pill", count)).isEqualTo(text);
    }

    @Test
    void englishIsEnglishOnAnySystem() {
        Locale.setDefault(Locale.JAPAN);
        Words words = new Words(Locale.JAPAN);
        assertThat(words.get("day.today")).isEqualTo("今日");
        words.speak(Language.ENGLISH);
        assertThat(words.get("day.today")).isEqualTo("Today");
        assertThat(words.locale().getLanguage()).isEqualTo("en");
    }

    @Test
    void systemWithoutATranslationGetsEnglishWithItsOwnHabits() {
        Locale.setDefault(Locale.JAPAN);
        Words words = new Words(Locale.GERMANY);
        assertThat(words.get("day.today")).isEqualTo("Today");
        assertThat(times(words).separator(LocalDate.parse("2026-11-16"))).isEqualTo("Monday, November 16");
        assertThat(times(words).brief(Instant.parse("2026-11-24T17:02:45Z").toEpochMilli()))
                .isEqualTo("17:02:45");
    }

    @ParameterizedTest
    @CsvSource({"HEBREW, 'יום שני, 16 בנובמבר', '23.11.2026, 17:20:11'", "JAPANESE, '11月16日 月曜日', '2026/11/23 17:20:11'"
    })
    void datesAreWrittenAsTheLanguageDoes(Language language, String day, String moment) {
        Words words = new Words(Locale.US);
        TimeTexts times = times(words);
        words.speak(language);
        assertThat(times.separator(LocalDate.parse("2026-11-16"))).isEqualTo(day);
        assertThat(times.brief(Instant.parse("2026-11-23T17:20:11Z").toEpochMilli()))
                .isEqualTo(moment);
    }

    private static TimeTexts times(Words words) {
        return new TimeTexts(Clock.fixed(Instant.parse("2026-11-24T09:16:00Z"), ZoneOffset.UTC), words);
    }

    private static boolean hasWords(String text) {
        return NOT_A_WORD.matcher(text).replaceAll("").codePoints().anyMatch(Character::isLetter);
    }

    private static Set<String> arguments(String text) {
        return ARGUMENT.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties read(String language) throws IOException {
        String name = "/parley/desktop/words" + (language.isEmpty() ? "" : "_" + language) + ".properties";
        Properties words = new Properties();
        try (InputStream in = WordsTest.class.getResourceAsStream(name)) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return words;
    }
}
