package parley.desktop.viewmodel;

import java.time.Clock;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;
import parley.model.Event;

/** Which notice is shown: one at a time, only while the window is not focused, and only for what others write. */
public final class NoticeViewModel {
    private static final long SHOWN_MS = 5_000;

    private final Words words;
    private final Clock clock;
    private final ObservableBooleanValue wanted;
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>();
    private boolean focused = true;
    private int count;
    private long untilMs;

    /**
     * No notice yet.
     *
     * @param wanted whether the person wants any
     */
    NoticeViewModel(Words words, Clock clock, ObservableBooleanValue wanted) {
        this.words = words;
        this.clock = clock;
        this.wanted = wanted;
    }

    /** What is shown now; null for nothing. */
    public ReadOnlyObjectProperty<@Nullable Notice> noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    /** A message came that the room did not have before. */
    void came(Event.Message message, boolean own) {
        String text = message.message();
        if (focused || own || text == null || !wanted.get()) {
            return;
        }
        count = notice.get() == null ? 1 : count + 1;
        untilMs = clock.millis() + SHOWN_MS;
        String name = PersonName.capitalised(message.username());
        String line = text.strip().replaceAll("\\s+", " ");
        notice.set(
                count == 1
                        ? new Notice(name, line)
                        : new Notice(words.get("list.pill", count), words.get("notice.newest", name, line)));
    }

    /** Whoever looks at the window needs no notice. */
    void setFocused(boolean value) {
        focused = value;
        if (focused) {
            notice.set(null);
        }
    }

    /** Called about twice a second. */
    void tick() {
        if (clock.millis() >= untilMs) {
            notice.set(null);
        }
    }
}
