package parley.desktop.viewmodel;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Locale;

/** How moments are written: only the time if today, else date and time; days as Today, Yesterday or a date. One thread. */
public final class TimeTexts {
    /** How one language writes moments. */
    private record Formats(
            Locale locale,
            DateTimeFormatter time,
            DateTimeFormatter date,
            DateTimeFormatter day,
            DateTimeFormatter dayWithYear) {
        static Formats of(Words words) {
            Locale locale = words.locale();
            return new Formats(
                    locale,
                    DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).withLocale(locale),
                    DateTimeFormatter.ofPattern(fullYear(locale), locale),
                    DateTimeFormatter.ofPattern(words.get("day.pattern"), locale),
                    DateTimeFormatter.ofPattern(words.get("day.pattern.year"), locale));
        }
    }

    private final Clock clock;
    private final Words words;
    private Formats formats;

    /**
     * Texts for one person.
     *
     * @param clock what "today" is, and in which zone
     */
    public TimeTexts(Clock clock, Words words) {
        this.clock = clock;
        this.words = words;
        this.formats = Formats.of(words);
    }

    /** The present day. */
    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /** The day of a moment, in the person's zone. */
    public LocalDate day(long epochMs) {
        return at(epochMs).toLocalDate();
    }

    /** "9:02:45 AM" if today, else "11/23/2026, 5:20:11 PM". */
    public String brief(long epochMs) {
        return day(epochMs).equals(today()) ? plain(formats().time().format(at(epochMs))) : full(epochMs);
    }

    /** "11/23/2026, 5:20:11 PM". */
    public String full(long epochMs) {
        ZonedDateTime at = at(epochMs);
        return plain(words.get(
                "time.full", formats().date().format(at), formats().time().format(at)));
    }

    /** "Today", "Yesterday", "Monday, November 16", or with the year when it is another one. */
    public String separator(LocalDate date) {
        LocalDate today = today();
        if (date.equals(today)) {
            return words.get("day.today");
        }
        if (date.equals(today.minusDays(1))) {
            return words.get("day.yesterday");
        }
        return (date.getYear() == today.getYear() ? formats().day() : formats().dayWithYear()).format(date);
    }

    private Formats formats() {
        if (!formats.locale().equals(words.locale())) {
            formats = Formats.of(words);
        }
        return formats;
    }

    private ZonedDateTime at(long epochMs) {
        return Instant.ofEpochMilli(epochMs).atZone(clock.getZone());
    }

    /** Newer JDKs put U+202F before AM and PM, which many fonts lack. */
    private static String plain(String text) {
        return text.replace('\u202F', ' ');
    }

    private static String fullYear(Locale locale) {
        String pattern = DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale);
        return pattern.replaceAll("y+", "y");
    }
}
