package parley.acceptance.history;

import org.jspecify.annotations.Nullable;
import parley.model.Event;

/**
 * A member was shown an event.
 *
 * @param at the moment
 * @param live true when it came as the next one of the timeline, false when it was in a page
 */
record Sighting(String member, Event event, int at, boolean live) {
    long seq() {
        return event.seq();
    }

    /** The ref of the write that made the event; null for an event of an unknown type. */
    @Nullable
    String ref() {
        if (event instanceof Event.Message m) {
            return m.ref();
        }
        if (event instanceof Event.Edited m) {
            return m.ref();
        }
        return event instanceof Event.Deleted m ? m.ref() : null;
    }

    /** The message whose state it shows. */
    long about() {
        if (event instanceof Event.Edited m) {
            return m.target();
        }
        return event instanceof Event.Deleted m ? m.target() : event.seq();
    }

    /** The text that it shows; null when it shows none. */
    @Nullable
    String text() {
        if (event instanceof Event.Message m) {
            return m.message();
        }
        return event instanceof Event.Edited m ? m.message() : null;
    }

    /** {@code bob saw number 3, "hello" (a1).} */
    String told() {
        return member + (live ? " saw number " : " read number ") + seq() + ", " + what() + " (" + ref() + ").";
    }

    private String what() {
        if (event instanceof Event.Edited m) {
            return "number " + m.target() + (text() == null ? " edited" : " edited to " + Violation.quoted(text()));
        }
        if (event instanceof Event.Deleted m) {
            return "number " + m.target() + " deleted";
        }
        return text() == null ? "a deleted message" : Violation.quoted(text());
    }
}
