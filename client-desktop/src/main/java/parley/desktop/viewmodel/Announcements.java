package parley.desktop.viewmodel;

import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import parley.client.TimelineChange;
import parley.model.Event;

/** What is said to somebody who does not see the list: other people's new messages, never the history. */
public final class Announcements {
    private final TimeTexts times;
    private final Words words;
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");

    Announcements(TimeTexts times, Words words) {
        this.times = times;
        this.words = words;
    }

    /** The newest message, or how many came at once. */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /**
     * Something has changed in the room.
     *
     * @param me the reader's user id
     */
    void changed(TimelineChange change, String me) {
        if (change instanceof TimelineChange.Appended appended) {
            say(appended.messages(), me);
        } else if (change instanceof TimelineChange.HeldBack heldBack) {
            say(heldBack.messages(), me);
        }
    }

    private void say(List<Event.Message> messages, String me) {
        List<MessageContent> others = messages.stream()
                .filter(message -> !message.user().equals(me) && message.message() != null)
                .map(message -> MessageContent.of(message, times))
                .toList();
        if (others.size() == 1) {
            text.set(others.get(0).spoken(words));
        } else if (!others.isEmpty()) {
            text.set(words.get("list.pill", others.size()));
        }
    }
}
