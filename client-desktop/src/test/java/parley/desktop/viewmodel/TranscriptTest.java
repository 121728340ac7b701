package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private final Words words = new Words(Locale.US);

    @Test
    void oneLineForEachMessageWithoutDividersAndDeletedOnes() {
        List<Row> rows = List.of(
                new Row.Day("2026-11-24", "Today"),
                row(1, "Maya", "Hello 🎂 {0} it’s 'me'"),
                row(2, "Jonas", null),
                new Row.New(),
                row(3, "שרה", "שלום\nשוב"));
        assertThat(Transcript.of(rows, words))
                .isEqualTo("[11/24/2026, 9:01:00 AM] Maya: Hello 🎂 {0} it’s 'me'\n"
                        + "[11/24/2026, 9:03:00 AM] שרה: שלום\nשוב");
        assertThat(Transcript.count(rows)).isEqualTo(2);
    }

    @Test
    void nothingIsEmpty() {
        assertThat(Transcript.of(List.of(new Row.New(), row(2, "Jonas", null)), words))
                .isEmpty();
    }

    private static Row row(long seq, String name, @Nullable String text) {
        String time = "9:0" + seq + ":00 AM";
        MessageContent content = new MessageContent(
                seq,
                "r" + seq,
                "u",
                name,
                name.substring(0, 1),
                0,
                0,
                LocalDate.of(2026, 11, 24),
                time,
                "11/24/2026, " + time,
                text,
                false);
        return new Row.Message("r" + seq, content, true, false, Delivery.NONE, null, Row.Mode.SHOWN);
    }
}
