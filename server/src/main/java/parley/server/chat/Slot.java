package parley.server.chat;

import parley.server.store.LogEvent;

/**
 * An event of a room with the JSON text that every reader gets.
 *
 * @param event the event
 * @param json its encoded form, UTF-8; shared, never changed
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Slots are told apart by identity; a copy for each reader would cost what sharing
// saves.
record Slot(LogEvent event, byte[] json) {
    static Slot of(String room, LogEvent event) {
        return new Slot(event, EventJson.encode(room, event));
    }

    long seq() {
        return event.seq();
    }
}
