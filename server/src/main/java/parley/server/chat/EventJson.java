package parley.server.chat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.model.Event;
import parley.model.ServerCodec;
import parley.model.ServerMessage;
import parley.model.Timestamp;
import parley.server.store.LogEvent;

/** From the log's events to the protocol's text. */
final class EventJson {
    private static final byte[] EMPTY_LIST_END = "]}".getBytes(StandardCharsets.US_ASCII);

    private EventJson() {}

    /** The event as every reader gets it, UTF-8. */
    static byte[] encode(String room, LogEvent e) {
        return utf8(event(room, e));
    }

    /** A message without events, UTF-8. */
    static byte[] utf8(ServerMessage message) {
        return ServerCodec.encode(message).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Puts encoded events into a reply that was encoded with an empty list of them; the codec writes that list last.
     *
     * @param reply {@code joined} or {@code history} with no events
     * @param events oldest first
     */
    static byte[] withEvents(ServerMessage reply, List<Slot> events) {
        byte[] head = utf8(reply);
        if (events.isEmpty()) {
            return head;
        }
        int headBytes = head.length - EMPTY_LIST_END.length;
        int bytes = head.length + events.size() - 1;
        for (Slot slot : events) {
            bytes += slot.json().length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
        out.write(head, 0, headBytes);
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(events.get(i).json());
        }
        out.writeBytes(EMPTY_LIST_END);
        return out.toByteArray();
    }

    private static Event event(String room, LogEvent e) {
        String timestamp = Timestamp.format(e.timestampMs());
        return switch (e.kind()) {
            case MESSAGE ->
                new Event.Message(
                        room,
                        e.seq(),
                        e.username(),
                        e.user(),
                        e.deleted() ? null : e.text(),
                        timestamp,
                        e.ref(),
                        edited(e));
            case EDITED ->
                new Event.Edited(room, e.seq(), e.target(), e.text(), e.username(), e.user(), timestamp, e.ref());
            case DELETED -> new Event.Deleted(room, e.seq(), e.target(), e.username(), e.user(), timestamp, e.ref());
        };
    }

    private static @Nullable String edited(LogEvent e) {
        return e.editedMs() == 0 || e.deleted() ? null : Timestamp.format(e.editedMs());
    }
}
