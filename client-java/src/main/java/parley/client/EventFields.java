package parley.client;

import org.jspecify.annotations.Nullable;
import parley.model.Event;

/** The fields that all known kinds of events have and unknown ones lack. */
record EventFields(String user, String ref, String timestamp) {
    static @Nullable EventFields of(Event event) {
        if (event instanceof Event.Message m) {
            return new EventFields(m.user(), m.ref(), m.timestamp());
        }
        if (event instanceof Event.Edited m) {
            return new EventFields(m.user(), m.ref(), m.timestamp());
        }
        if (event instanceof Event.Deleted m) {
            return new EventFields(m.user(), m.ref(), m.timestamp());
        }
        return null;
    }
}
