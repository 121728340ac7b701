package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.model.Event;

class NoticeViewModelTest {
    private final MovedClock clock = new MovedClock();
    private final BooleanProperty wanted = new SimpleBooleanProperty(true);
    private final NoticeViewModel notices = new NoticeViewModel(new Words(Locale.US), clock, wanted);

    @BeforeEach
    void lookElsewhere() {
        notices.setFocused(false);
    }

    @Test
    void messageOfAnotherPersonIsTold() {
        notices.came(message("maya", "first\n\nsecond"), false);
        assertThat(shown()).isEqualTo(new Notice("Maya", "first second"));
    }

    @Test
    void furtherOnesAreCounted() {
        notices.came(message("maya", "one"), false);
        notices.came(message("jonas", "two"), false);
        notices.came(message("maya", "three"), false);
        assertThat(shown()).isEqualTo(new Notice("3 new messages", "Maya: three"));
    }

    @Test
    void noticeGoesFiveSecondsAfterTheLastMessageAndCountsAnew() {
        notices.came(message("maya", "one"), false);
        clock.passMs(4_000);
        notices.came(message("maya", "two"), false);
        clock.passMs(4_999);
        notices.tick();
        assertThat(shown()).isNotNull();
        clock.passMs(1);
        notices.tick();
        assertThat(shown()).isNull();
        notices.came(message("maya", "three"), false);
        assertThat(shown()).isEqualTo(new Notice("Maya", "three"));
    }

    @Test
    void lookingAtTheWindowTakesItAwayAtOnce() {
        notices.came(message("maya", "one"), false);
        notices.setFocused(true);
        assertThat(shown()).isNull();
        notices.came(message("maya", "two"), false);
        assertThat(shown()).isNull();
    }

    @Test
    void ownDeletedAndUnwantedMessagesAreNotTold() {
        notices.came(message("david", "own"), true);
        notices.came(message("maya", null), false);
        wanted.set(false);
        notices.came(message("maya", "unwanted"), false);
        assertThat(shown()).isNull();
    }

    private @Nullable Notice shown() {
        return notices.noticeProperty().get();
    }

    private static Event.Message message(String username, @Nullable String text) {
        return new Event.Message("lobby", 1, username, "u", text, "2026-11-24T09:00:00.000Z", "ref", null);
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-11-24T09:00:00Z");

        void passMs(long ms) {
            now = now.plusMillis(ms);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
