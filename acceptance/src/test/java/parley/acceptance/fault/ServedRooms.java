package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parley.acceptance.conversation.Member;
import parley.model.ClientMessage.History;
import parley.model.ClientMessage.History.Direction;
import parley.model.ClientMessage.Join;
import parley.model.ErrorCode;
import parley.model.Event;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.HistoryPage;
import parley.model.ServerMessage.Joined;

/** What a server says of the rooms that it has: everything it can be asked for, page by page, and where it refuses. */
final class ServedRooms {
    private static final long ANSWER_MS = 20_000;
    private static final int PAGE = 100;
    private static final int AROUND = 7;

    private final Map<String, Joined> joined = new TreeMap<>();
    private final List<HistoryPage> pages = new ArrayList<>();
    private final List<Failure> refusals = new ArrayList<>();

    private ServedRooms() {}

    /** Reads all rooms by a connection that has said hello. */
    static ServedRooms read(Member reader) {
        ServedRooms served = new ServedRooms();
        StoredRooms.ROOMS.forEach(room -> reader.sends(new Join(room, null, PAGE, room)));
        for (int i = 0; i < StoredRooms.ROOMS.size(); i++) {
            ServerMessage answer = reply(reader);
            if (answer instanceof Joined page) {
                served.joined.put(page.room(), page);
            } else {
                served.refused((Failure) answer);
            }
        }
        served.joined.values().forEach(page -> served.readRoom(reader, page.room(), page.seq()));
        return served;
    }

    private void readRoom(Member reader, String room, long newest) {
        for (long after = 0; after < newest; after += PAGE) {
            if (!ask(reader, room, Direction.AFTER, after, PAGE)) {
                for (long seq = after; seq < Math.min(newest, after + PAGE); seq++) {
                    ask(reader, room, Direction.AFTER, seq, 1);
                }
            }
        }
        ask(reader, room, Direction.NEWEST, 0, PAGE);
        for (long seq = 1; seq <= newest; seq += AROUND) {
            ask(reader, room, Direction.AROUND, seq, AROUND);
            ask(reader, room, Direction.BEFORE, seq, AROUND);
        }
    }

    private boolean ask(Member reader, String room, Direction direction, long at, int limit) {
        reader.sends(new History(room, direction, at, limit, direction.name()));
        ServerMessage answer = reply(reader);
        if (answer instanceof HistoryPage page) {
            pages.add(page);
            return true;
        }
        refused((Failure) answer);
        return false;
    }

    private static ServerMessage reply(Member reader) {
        ServerMessage message = reader.awaits(ANSWER_MS);
        while (message instanceof Event || message instanceof ServerMessage.Heartbeat) {
            message = reader.awaits(ANSWER_MS);
        }
        return message;
    }

    private void refused(Failure failure) {
        assertThat(failure.code()).as(failure.message()).isEqualTo(ErrorCode.UNAVAILABLE.wire());
        refusals.add(failure);
    }

    /** The rooms that could be opened. */
    List<String> open() {
        return List.copyOf(joined.keySet());
    }

    /** Everything was answered. */
    boolean complete() {
        return refusals.isEmpty();
    }

    /** Whatever was said and is not so, when the logs are these. */
    List<String> lies(Map<String, List<Event>> logs) {
        List<String> lies = new ArrayList<>();
        joined.forEach((room, page) -> {
            List<Event> log = logs.getOrDefault(room, List.of());
            String time = log.isEmpty() ? null : timestamp(log.get(log.size() - 1));
            if (page.seq() != log.size() || (time != null && !time.equals(page.timestamp()))) {
                lies.add(room + " is said to be at " + page.seq() + ", " + page.timestamp() + " instead of "
                        + log.size() + ", " + time);
            }
            boolean right = page.events().equals(listed(log, page.from(), page.to()))
                    && page.moreBefore() == !listed(log, 1, page.from() - 1).isEmpty();
            if (!right) {
                lies.add("joined " + page);
            }
        });
        pages.stream()
                .filter(page -> !isTrue(page, logs.getOrDefault(page.room(), List.of())))
                .forEach(page -> lies.add(page.toString()));
        return lies;
    }

    private static boolean isTrue(HistoryPage page, List<Event> log) {
        boolean replay = Direction.AFTER.name().equals(page.ref());
        List<Event> there = replay ? between(log, page.from(), page.to()) : listed(log, page.from(), page.to());
        List<Event> before = replay ? between(log, 1, page.from() - 1) : listed(log, 1, page.from() - 1);
        List<Event> after = replay ? between(log, page.to() + 1, log.size()) : listed(log, page.to() + 1, log.size());
        return page.events().equals(there)
                && page.moreBefore() == !before.isEmpty()
                && page.moreAfter() == !after.isEmpty();
    }

    private static List<Event> listed(List<Event> log, long from, long to) {
        return between(log, from, to).stream()
                .filter(Event.Message.class::isInstance)
                .toList();
    }

    private static List<Event> between(List<Event> log, long from, long to) {
        return log.stream()
                .filter(event -> event.seq() >= from && event.seq() <= to)
                .toList();
    }

    private static String timestamp(Event event) {
        if (event instanceof Event.Message message) {
            return message.timestamp();
        }
        return event instanceof Event.Edited edited ? edited.timestamp() : ((Event.Deleted) event).timestamp();
    }
}
