package parley.acceptance.history;

import java.util.List;
import parley.model.ClientMessage;
import parley.model.Event;

/** One line of a {@link History}. */
sealed interface Entry {
    /** A client starts to bring a write to the log; whether it sends once or often is its own affair. */
    record Invoke(String client, ClientMessage.Write write) implements Entry {}

    /** The write was acknowledged; {@code seq} is 0 for one that changed nothing. */
    record Ok(String client, String ref, long seq) implements Entry {}

    /** The write was refused. */
    record Fail(String client, String ref, String code) implements Entry {}

    /** The client gave up: the write is in the log or it is not. */
    record Info(String client, String ref) implements Entry {}

    /** A member opens the empty room: from here on it is owed every event. */
    record Joined(String member) implements Entry {}

    /** The next event of a member's timeline, of which each comes once and in order. */
    record Saw(String member, Event event) implements Entry {}

    /** An event of a page, which may show again what is known. */
    record Read(String member, Event event) implements Entry {}

    /** What a member holds in the end: all messages with numbers from {@code from} on. */
    record Ended(String member, long from, List<Event.Message> messages) implements Entry {}
}
