package parley.acceptance.conversation;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import parley.model.ClientMessage.History.Direction;
import parley.model.Event;
import parley.model.ServerMessage.HistoryPage;

/** What is in a room, read by somebody who was never there. */
public final class RoomLog {
    private static final int PAGE = 100;

    private RoomLog() {}

    /** All events, oldest first. */
    public static List<Event> events(URI server, String room) {
        List<Event> events = new ArrayList<>();
        try (Member reader = Member.connect(server)
                .hello("reader " + UUID.randomUUID().toString().substring(0, 8))) {
            reader.joins(room);
            HistoryPage page;
            do {
                long after =
                        events.isEmpty() ? 0 : events.get(events.size() - 1).seq();
                page = reader.reads(room, Direction.AFTER, after, PAGE);
                events.addAll(page.events());
            } while (page.moreAfter() && !page.events().isEmpty());
        }
        return events;
    }

    /** The texts of all messages, oldest first. */
    public static List<String> texts(URI server, String room) {
        return events(server, room).stream()
                .filter(Event.Message.class::isInstance)
                .map(event -> ((Event.Message) event).message())
                .toList();
    }
}
