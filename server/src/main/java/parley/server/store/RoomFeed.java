package parley.server.store;

/**
 * Live events of rooms. The feed may lose an event and may bring one twice or late, but never a wrong one: whoever
 * needs every event watches the numbers and reads what is missing from the {@link RoomLog}.
 */
public interface RoomFeed {

    /**
     * Starts the feed of a room, or replaces its listener. May be called by any thread; returns at once.
     *
     * @param room the room
     * @param listener gets the confirmation and the events
     */
    void subscribe(String room, Listener listener);

    /**
     * Ends the feed of a room. An event that is under way may still come. May be called by any thread; returns at once.
     *
     * @param room the room
     */
    void unsubscribe(String room);

    /** Takes events, on the subscriber thread: it hands over and returns, or all rooms wait. */
    interface Listener {

        /**
         * The subscription is confirmed: every event stored from now on is published to it. Called again after every
         * re-subscription, when events may have been lost in between.
         *
         * @param room the room
         */
        void subscribed(String room);

        /**
         * An event of the room.
         *
         * @param room the room
         * @param epoch the room's epoch, in which the event's number counts
         * @param event the event as it was when it was stored
         */
        void event(String room, String epoch, LogEvent event);
    }
}
