package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    private static final int PAGE = 100;
    private static final int AROUND = 7;

    private final Map<String, Joined> joined = new TreeMap<>();
    /** Those that came unasked, with a new epoch. */
    private final List<Joined> resets = new ArrayList<>();

    private final List<HistoryPage> pages = new ArrayList<>();
    private int refusals;

    private ServedRooms() {}

    /** Reads all rooms by a connection that has said hello. */
    static ServedRooms read(Member reader) {
        ServedRooms served = new ServedRooms();
        for (String room : StoredRooms.ROOMS) {
            String ref = Member.ref();
            reader.sends(new Join(room, null, PAGE, ref));
            if (Answers.to(reader, ref, served::heard) instanceof Joined page) {
                served.joined.put(room, page);
            } else {
                served.refusals++;
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
        String ref = direction + Member.ref();
        reader.sends(new History(room, direction, at, limit, ref));
        ServerMessage answer = Answers.to(reader, ref, this::heard);
        if (answer instanceof HistoryPage page) {
            pages.add(page);
            return true;
        }
        assertThat(((Failure) answer).code()).isEqualTo(ErrorCode.UNAVAILABLE.wire());
        refusals++;
        return false;
    }

    private void heard(ServerMessage unasked) {
        if (unasked instanceof Joined reset) {
            resets.add(reset);
        }
    }

    /** The rooms that could be opened. */
    List<String> open() {
        return List.copyOf(joined.keySet());
    }

    /** Everything was answered. */
    boolean complete() {
        return refusals == 0;
    }

    /** Whatever was said and is not so, when the logs are these. */
    List<String> lies(Map<String, List<Event>> logs) {
        List<String> lies = new ArrayList<>();
        Stream.concat(joined.values().stream(), resets.stream())
                .filter(page -> !isTrue(page, logs.getOrDefault(page.room(), List.of())))
                .forEach(page -> lies.add(page.toString()));
        pages.stream()
                .filter(page -> !isTrue(page, logs.getOrDefault(page.room(), List.of())))
                .forEach(page -> lies.add(page.toString()));
        return lies;
    }

    private static boolean isTrue(Joined page, List<Event> log) {
        String newest = log.isEmpty() ? null : timestamp(log.get(log.size() - 1));
        return page.seq() == log.size()
                && Objects.equals(page.timestamp(), newest)
                && page.events().equals(listed(log, page.from(), page.to()))
                && page.moreBefore() == !listed(log, 1, page.from() - 1).isEmpty();
    }

    private static boolean isTrue(HistoryPage page, List<Event> log) {
        boolean replay = String.valueOf(page.ref()).startsWith(Direction.AFTER.name());
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
