package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The keys of one room, all in one slot. */
final class RoomKeys {

    /** Events in a segment of the log. Part of the format: it may never change. */
    static final int SEGMENT_EVENTS = 1024;

    private final String name;
    private final String room;

    RoomKeys(String room) {
        name = room;
        this.room = "parley:{" + Partitions.tag(Partitions.of(room)) + "}:room:" + room;
    }

    /** A hash: {@code seq}, {@code ts}, {@code listed} (newest message), {@code base} epoch, {@code epoch}. */
    byte[] room() {
        return room.getBytes(UTF_8);
    }

    /** A list: the records of 1,024 events, in order. */
    byte[] segment(long number) {
        return (room + ":log:" + number).getBytes(UTF_8);
    }

    /** A hash: the retry keys of a UTC day (days since 1970). */
    byte[] retryKeys(long day) {
        return (room + ":refs:" + day).getBytes(UTF_8);
    }

    /** A hash: node id, how many people of the room are connected there. */
    byte[] members() {
        return (room + ":members").getBytes(UTF_8);
    }

    /** Begins the keys of this room while it is imported: in its slot, and nothing that looks for rooms finds them. */
    String staged(String id) {
        return "parley:{" + Partitions.tag(Partitions.of(name)) + "}:import:" + id;
    }

    /** The sharded channel of the room's live events. */
    String feed() {
        return room + ":feed";
    }

    /** Returns the number of the segment that holds an event. */
    static long segmentOf(long seq) {
        return (seq - 1) / SEGMENT_EVENTS;
    }

    /** Returns the index of an event in its segment. */
    static int indexOf(long seq) {
        return (int) ((seq - 1) % SEGMENT_EVENTS);
    }
}
