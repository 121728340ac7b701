package parley.acceptance.conversation;

import java.util.ArrayList;
import java.util.List;
import parley.model.ClientMessage.History.Direction;
import parley.model.Event;
import parley.model.ServerMessage.HistoryPage;

/** Everything that a room's log has. */
public final class Replay {
    private static final int PAGE = 100;

    private Replay() {}

    /** Every event of a joined room, as it is now. */
    public static List<Event> of(Member member, String room) {
        List<Event> events = new ArrayList<>();
        HistoryPage page;
        do {
            page = member.reads(room, Direction.AFTER, events.size(), PAGE);
            events.addAll(page.events());
        } while (page.moreAfter());
        return events;
    }
}
