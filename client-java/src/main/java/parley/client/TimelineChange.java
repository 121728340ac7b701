package parley.client;

import java.util.List;
import parley.model.Event;

/** What changed in a {@link Timeline}; applying these to an own list keeps it equal to {@link Timeline#messages()}. */
public sealed interface TimelineChange {
    /** New messages at the end. An own one carries the {@code ref} of its {@link Outgoing}. */
    record Appended(List<Event.Message> messages) implements TimelineChange {}

    /** Older messages at the front. */
    record Prepended(List<Event.Message> messages, boolean moreBefore) implements TimelineChange {}

    /** Messages at the end that had left memory, or came while it ended earlier. */
    record Extended(List<Event.Message> messages, boolean moreAfter) implements TimelineChange {}

    /** New messages that are not held, because what is held ends earlier; {@link ChatClient#loadNewer} brings them. */
    record HeldBack(List<Event.Message> messages) implements TimelineChange {}

    /** The message with this {@code seq} was edited or deleted: put it in place of the one held. */
    record Updated(Event.Message message) implements TimelineChange {}

    /** Forget what is held: these are the messages now. */
    record Reset(List<Event.Message> messages, boolean moreBefore, Cause cause) implements TimelineChange {}

    /**
     * {@code count} messages at one end left memory; {@link ChatClient#loadOlder} or {@link ChatClient#loadNewer} brings them
     * back.
     */
    record Trimmed(int count, End end) implements TimelineChange {}

    /** The events {@code from} to {@code to} (inclusive) are missing at the end and being loaded; Appended follows. */
    record GapOpened(long from, long to) implements TimelineChange {}

    /** The room is complete again after a reconnect or a gap; {@code events} were brought in since. */
    record Recovered(int events) implements TimelineChange {}

    /** Where messages left memory. */
    enum End {
        OLDEST,
        NEWEST
    }

    /** Why a timeline started over. */
    enum Cause {
        /** The first page after a join. */
        OPENED,
        /** The server could not serve our position: its log is another one now. */
        RESET,
        /** {@link ChatClient#loadNewest}: back to the newest messages from far away. */
        NEWEST,
        /** More was missed than is worth replaying; older messages come by scrolling. */
        MISSED_TOO_MUCH
    }
}
