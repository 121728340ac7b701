package parley.desktop.viewmodel;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;

/**
 * How far the person has read, and where the "New" line stands: before the first message of somebody else that came while
 * nobody was looking. The line stays until something comes while nobody looks again, or the person writes.
 */
final class ReadingMark {
    /** There is no line. */
    static final long NO_LINE = Long.MAX_VALUE;

    private final IntegerProperty below = new SimpleIntegerProperty();
    private final IntegerProperty unread = new SimpleIntegerProperty();
    private boolean atEnd = true;
    private boolean focused = true;
    private long lastSeen;
    private long lineAfter = NO_LINE;
    private boolean lineIsOld;

    IntegerProperty below() {
        return below;
    }

    IntegerProperty unread() {
        return unread;
    }

    long lastSeen() {
        return lastSeen;
    }

    long lineAfter() {
        return lineAfter;
    }

    /** A room was opened, or its log is another one ({@code lastSeen} 0 then). */
    void startAt(long seen, boolean somebodySpokeSince) {
        lastSeen = seen;
        lineAfter = seen > 0 && somebodySpokeSince ? seen : NO_LINE;
        lineIsOld = false;
    }

    /** The newest message is, or is not, in sight; the window has, or has not, the focus. */
    void look(boolean newestInSight, boolean windowFocused, long newest) {
        atEnd = newestInSight;
        focused = windowFocused;
        if (atEnd) {
            below.set(0);
        }
        if (isAttending()) {
            unread.set(0);
            lineIsOld = true;
            lastSeen = Math.max(lastSeen, newest);
        }
    }

    /** A message came at the end. */
    void came(long seq, boolean own) {
        if (isAttending()) {
            lastSeen = seq;
        } else if (!own) {
            if (lineAfter == NO_LINE || lineIsOld) {
                lineAfter = lastSeen;
                lineIsOld = false;
            }
            unread.set(unread.get() + 1);
            if (!atEnd) {
                below.set(below.get() + 1);
            }
        }
    }

    /** The person wrote something, so they know where they are. */
    void wrote() {
        lineAfter = NO_LINE;
    }

    private boolean isAttending() {
        return atEnd && focused;
    }
}
