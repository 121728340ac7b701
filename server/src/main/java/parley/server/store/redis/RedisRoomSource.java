package parley.server.store.redis;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import parley.server.store.LogEvent;
import parley.server.store.archive.ArchiveException;
import parley.server.store.archive.RoomSource;
import parley.server.store.archive.TargetCheck;

/** Reads rooms for an export, 256 events at a time. Changes nothing, and stops at the first damage. */
public final class RedisRoomSource implements RoomSource {

    private static final int ROUND = 256;

    private final StoreLink link;

    /** A source behind a link, whose data set must exist. */
    public RedisRoomSource(StoreLink link) {
        this.link = link;
    }

    @Override
    public String dataSetId() {
        return link.dataSetId();
    }

    @Override
    public Collection<String> rooms() {
        return RoomIndex.scan(link, stray -> {}).rooms().entrySet().stream()
                .filter(this::hasEvents)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A room whose counters or log alone are there is damaged: it must stop the export, not be left out of it. */
    private boolean hasEvents(Map.Entry<String, RoomIndex.Parts> room) {
        if (room.getValue().newestSegment() >= 0) {
            return true;
        }
        RoomHead head = RoomHead.read(link, new RoomKeys(room.getKey()));
        return head == null || !head.isEmpty();
    }

    @Override
    public void read(String room, Reader reader) throws IOException, ArchiveException {
        RoomHead head = RoomHead.read(link, new RoomKeys(room));
        if (head == null || !head.wrongFields().isEmpty() || head.seq() == 0) {
            throw damaged(room, "its counters are not what they can be");
        }
        // The epoch of a room that has none of its own is the data set's.
        reader.head(head.epoch().isEmpty() ? link.dataSetId() : head.epoch(), head.seq());
        LogRange range = new LogRange(room, head.baseEpoch());
        TargetCheck targets = new TargetCheck();
        for (long from = 1; from <= head.seq(); from += ROUND) {
            for (LogEvent event : fetch(room, range, from, Math.min(head.seq(), from + ROUND - 1))) {
                String wrong = targets.add(event);
                if (wrong != null) {
                    throw damaged(room, "event " + event.seq() + ": " + wrong);
                }
                reader.event(event);
            }
        }
    }

    private List<LogEvent> fetch(String room, LogRange range, long from, long to) throws ArchiveException {
        Commands commands = new Commands();
        range.write(commands, from, to);
        List<Object> replies = link.ask(commands);
        if (replies.stream().anyMatch(StoreLink::isWrongType)) {
            throw damaged(room, "events " + from + " to " + to + " are of another type");
        }
        try {
            return range.read(replies, from, to);
        } catch (LogRecord.DamagedException e) {
            throw damaged(room, Objects.requireNonNullElse(e.getMessage(), "an event is damaged"));
        }
    }

    private static ArchiveException damaged(String room, String what) {
        return new ArchiveException("The room " + room + " is damaged: " + what
                + ". An export holds only what is whole; see what is wrong with parley verify.");
    }
}
