package parley.desktop.viewmodel;

import org.jspecify.annotations.Nullable;
import parley.client.Outgoing;

/** One row of the list. Rows with the same {@link #key} are the same thing in another state. */
public sealed interface Row {
    /** What stays the same while the row changes, unique in the list. */
    String key();

    /** The top of the room: nothing is before it. */
    record Beginning(boolean empty) implements Row {
        @Override
        public String key() {
            return "beginning";
        }
    }

    /** Between two days. {@code date} is ISO-8601, {@code text} what is shown. */
    record Day(String date, String text) implements Row {
        @Override
        public String key() {
            return "day " + date;
        }
    }

    /** Where the person left off. */
    record New() implements Row {
        @Override
        public String key() {
            return "new";
        }
    }

    /** Here are messages that are not held. */
    record Hole() implements Row {
        @Override
        public String key() {
            return "hole";
        }
    }

    /**
     * A message.
     *
     * @param key the ref of an own one, so that it stays the same row when it gets its number, else the number
     * @param first false when it is drawn under the one before, without avatar and name
     * @param own whether the reader wrote it
     * @param delivery of an own message or of the last change to it
     * @param unsent the item that waits, failed or is undecided; null when the log has everything
     * @param mode what the row is doing
     */
    record Message(
            String key,
            MessageContent content,
            boolean first,
            boolean own,
            Delivery delivery,
            @Nullable Outgoing unsent,
            Mode mode)
            implements Row {
        /** True when the reader may edit and delete it now. */
        public boolean changeable() {
            return own && content.seq() > 0 && !content.deleted() && unsent == null;
        }
    }

    /** What a message's row is doing. */
    enum Mode {
        SHOWN,
        /** Its text stands in an editor. */
        EDITING,
        /** It asks whether it shall be deleted. */
        ASKING
    }
}
