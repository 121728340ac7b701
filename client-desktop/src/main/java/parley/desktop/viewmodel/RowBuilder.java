package parley.desktop.viewmodel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.client.Outgoing;

/** Puts messages, day separators and the "New" line in order. Knows no list control; made anew for each refresh. */
final class RowBuilder {
    /** Messages of one person that follow each other within less than this time share one avatar and name. */
    static final long GROUP_MS = 5 * 60_000;

    private final List<Row> rows;
    private final TimeTexts times;
    private final String me;
    private final OpenRow open;
    private @Nullable LocalDate day;
    private @Nullable MessageContent previous;

    /**
     * Starts a list.
     *
     * @param me the reader's user id
     * @param open the row that is edited or asks something
     * @param expected how many rows there will be, about
     */
    RowBuilder(TimeTexts times, String me, OpenRow open, int expected) {
        this.rows = new ArrayList<>(expected);
        this.times = times;
        this.me = me;
        this.open = open;
    }

    RowBuilder beginning(boolean empty) {
        rows.add(new Row.Beginning(empty));
        return this;
    }

    /**
     * Messages of the log.
     *
     * @param newAfter the "New" line comes before the first message with a higher number; {@link Long#MAX_VALUE}: none
     * @param changes own edits and deletions that the log does not have yet, by the number of their target
     */
    RowBuilder messages(List<MessageContent> messages, long newAfter, Map<Long, Outgoing> changes) {
        boolean lineDue = newAfter != Long.MAX_VALUE;
        for (MessageContent message : messages) {
            separateDays(message);
            if (lineDue && message.seq() > newAfter) {
                rows.add(new Row.New());
                previous = null;
                lineDue = false;
            }
            boolean own = message.user().equals(me);
            Outgoing change = own ? changes.get(message.seq()) : null;
            if (change == null) {
                add(message, own, own && !message.deleted() ? Delivery.STORED : Delivery.NONE, null);
            } else {
                changed(message, change);
            }
        }
        return this;
    }

    /** Between what is held and own messages on their way there are messages that are not held. */
    RowBuilder hole() {
        rows.add(new Row.Hole());
        previous = null;
        return this;
    }

    /** An own message that is still on its way. */
    RowBuilder outgoing(Outgoing item, MessageContent content) {
        separateDays(content);
        add(content, true, delivery(item.state()), item);
        return this;
    }

    List<Row> build() {
        return rows;
    }

    private void changed(MessageContent message, Outgoing change) {
        Delivery delivery = delivery(change.state());
        boolean edits = change.kind() == Outgoing.Kind.EDIT;
        boolean stored = delivery == Delivery.STORED;
        boolean refused = delivery == Delivery.FAILED;
        MessageContent shown = refused ? message : message.withText(edits ? change.text() : null);
        add(shown, true, stored && !edits ? Delivery.NONE : delivery, stored ? null : change);
    }

    private void separateDays(MessageContent message) {
        if (!message.day().equals(day)) {
            day = message.day();
            rows.add(new Row.Day(message.day().toString(), times.separator(message.day())));
            previous = null;
        }
    }

    private void add(MessageContent message, boolean own, Delivery delivery, @Nullable Outgoing unsent) {
        String key = own ? message.ref() : Long.toString(message.seq());
        boolean first = previous == null
                || !previous.user().equals(message.user())
                || !previous.name().equals(message.name())
                || message.atMs() - previous.atMs() >= GROUP_MS;
        rows.add(new Row.Message(key, message, first, own, delivery, unsent, open.modeOf(key)));
        previous = message;
    }

    private static Delivery delivery(Outgoing.State state) {
        return switch (state) {
            case SAVING, QUEUED, DISCARDED -> Delivery.QUEUED;
            case SENT -> Delivery.SENT;
            case STORED -> Delivery.STORED;
            case FAILED -> Delivery.FAILED;
            case UNDECIDED -> Delivery.UNDECIDED;
        };
    }
}
