package parley.client;

import parley.model.Event;
import parley.model.ServerMessage;

/** What an application hears. All calls come on the builder's callbacks executor, one at a time, in the order of events. */
public interface ChatListener {
    /** The connection's state changed. */
    default void stateChanged(ConnectionChange change) {}

    /** A hello was answered; comes after every (re)connect. A new token is in it: keep it, it names the person. */
    default void welcomed(ServerMessage.Welcome welcome) {}

    /** What is held of a room changed; {@code change} alone is enough to follow, no need to read the timeline again. */
    default void timelineChanged(String room, TimelineChange change) {}

    /**
     * An event of the log, edits and deletions included: every number after the room was opened exactly once and in order,
     * over all reconnects, until a {@link TimelineChange.Reset}. For bots, which do not look at timelines.
     */
    default void eventReceived(String room, Event event) {}

    /** An own message, edit or deletion changed its state. Items are snapshots; {@link Outgoing#ref()} is their identity. */
    default void outgoingChanged(Outgoing item) {}

    /** People connected to the room, all nodes together. */
    default void membersChanged(String room, int members) {}

    /** A room could not be opened, or not again after a reconnect; it is not joined any more. */
    default void roomRefused(String room, String code, String sentence) {}
}
