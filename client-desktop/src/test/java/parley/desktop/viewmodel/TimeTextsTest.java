package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:16:00Z");

    private static TimeTexts in(Locale locale, String zone) {
        return new TimeTexts(Clock.fixed(NOW, ZoneId.of(zone)), new Words(locale));
    }

    @Test
    void todayHasOnlyTheTime() {
        assertThat(in(Locale.US, "UTC")
                        .brief(Instant.parse("2026-11-24T09:02:45Z").toEpochMilli()))
                .isEqualTo("9:02:45 AM");
    }

    @Test
    void anotherDayHasDateAndTime() {
        assertThat(in(Locale.US, "UTC")
                        .brief(Instant.parse("2026-11-23T17:20:11Z").toEpochMilli()))
                .isEqualTo("11/23/2026, 5:20:11 PM");
    }

    @Test
    void todayIsTheReadersToday() {
        long at = Instant.parse("2026-11-23T23:30:00Z").toEpochMilli();
        assertThat(in(Locale.US, "Europe/Berlin").brief(at)).isEqualTo("12:30:00 AM");
        assertThat(in(Locale.US, "UTC").brief(at)).isEqualTo("11/23/2026, 11:30:00 PM");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, Today",
        "2026-11-23, Yesterday",
        "2026-11-22, 'Sunday, November 22'",
        "2025-11-24, 'Monday, November 24, 2025'"
    })
    void daysAreNamed(LocalDate day, String text) {
        assertThat(in(Locale.US, "UTC").separator(day)).isEqualTo(text);
    }
}
