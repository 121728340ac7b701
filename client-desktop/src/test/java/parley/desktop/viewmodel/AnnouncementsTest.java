package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.client.TimelineChange;
import parley.model.Event;

class AnnouncementsTest {
    private final Words words = new Words(Locale.US);
    private final Announcements announcements = new Announcements(
            new TimeTexts(Clock.fixed(Instant.parse("2026-11-24T09:16:00Z"), ZoneOffset.UTC), words), words);

    @Test
    void newMessageIsSaid() {
        append(message(1, "maya", "hello"));
        assertThat(said()).isEqualTo("Maya, 9:15:00 AM: hello");
    }

    @Test
    void newMessageFarBelowWhatIsHeldIsSaidToo() {
        announcements.changed(new TimelineChange.HeldBack(List.of(message(9, "maya", "hello"))), "u_me");
        assertThat(said()).isEqualTo("Maya, 9:15:00 AM: hello");
    }

    @Test
    void severalAtOnceAreCounted() {
        append(message(1, "maya", "hello"), message(2, "me", "mine"), message(3, "jonas", "hello"));
        assertThat(said()).isEqualTo("2 new messages");
    }

    @Test
    void historyOwnMessagesAndChangesAreNot() {
        announcements.changed(
                new TimelineChange.Reset(List.of(message(1, "maya", "a")), true, TimelineChange.Cause.OPENED), "u_me");
        announcements.changed(new TimelineChange.Prepended(List.of(message(1, "maya", "a")), false), "u_me");
        announcements.changed(new TimelineChange.Extended(List.of(message(1, "maya", "a")), true), "u_me");
        announcements.changed(new TimelineChange.Updated(message(1, "maya", "b")), "u_me");
        append(message(2, "me", "mine"), message(3, "maya", null));
        assertThat(said()).isEmpty();
    }

    private void append(Event.Message... messages) {
        announcements.changed(new TimelineChange.Appended(List.of(messages)), "u_me");
    }

    private String said() {
        return announcements.textProperty().get();
    }

    private static Event.Message message(long seq, String name, @Nullable String text) {
        return new Event.Message("lobby", seq, name, "u_" + name, text, "2026-11-24T09:15:00.000Z", "r" + seq, null);
    }
}
