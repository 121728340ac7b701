package parley.server.chat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.model.CloseCode;
import parley.server.limit.RateLimit;
import parley.server.store.Top;
import parley.server.store.TopQuery;

/**
 * What one loop owns: the sessions of its connections, their memberships by room, and the rooms and people whose home it
 * is. On that loop's thread only, except for the accessors of what never changes.
 */
final class Shard {
    private static final long COMPARE_SOON_MS = 50;
    private static final int SLICES = 20;

    private final Chat chat;
    private final ChatLoop loop;
    private final Set<Session> sessions = new HashSet<>();
    private final Map<String, LocalRoom> localRooms = new HashMap<>();
    private final Map<String, Room> rooms = new HashMap<>();
    private final PeopleHere people;
    private Bans bans = Bans.NONE;
    private Optional<Boolean> roomsOpen = Optional.empty();
    private boolean comparing;
    private int slice;
    private boolean compareSoon;

    Shard(Chat chat, ChatLoop loop) {
        this.chat = chat;
        this.loop = loop;
        this.people = new PeopleHere(this);
    }

    ChatLoop loop() {
        return loop;
    }

    Stores stores() {
        return chat.stores();
    }

    ChatSettings settings() {
        return chat.settings();
    }

    ChatCounters counters() {
        return chat.counters();
    }

    int shardCount() {
        return chat.shardCount();
    }

    Shard shard(int index) {
        return chat.shard(index);
    }

    /** The shard that is the home of a room or a person, the same for an id on every call. */
    Shard homeOf(String id) {
        return chat.homeOf(id);
    }

    Packet packet(byte[] utf8) {
        return chat.transport().frame(utf8);
    }

    /** The people whose home this is. */
    PeopleHere people() {
        return people;
    }

    /** The open sessions of this loop's connections. */
    Set<Session> sessions() {
        return sessions;
    }

    /** The room whose home this is; it is opened if nobody has it here yet. */
    Room room(String id) {
        return rooms.computeIfAbsent(id, key -> new Room(key, this));
    }

    void forget(String room) {
        rooms.remove(room);
    }

    /** The members of a room on this loop. */
    LocalRoom localRoom(String id, RateLimit writes) {
        return localRooms.computeIfAbsent(
                id, key -> new LocalRoom(key, chat.transport().audience(), writes));
    }

    void forgetIfEmpty(LocalRoom room) {
        if (room.isEmpty()) {
            localRooms.remove(room.id());
        }
    }

    /** Gives an event to this loop's members of a room. */
    void deliver(String room, Packet packet, String epoch, long seq, long timestampMs) {
        LocalRoom local = localRooms.get(room);
        if (local != null) {
            local.moveTo(epoch, seq, timestampMs);
            local.audience().send(packet);
            counters().deliveries.add(local.audience().size());
        }
    }

    /** Notes for this loop's members of a room how many people are in it. */
    void setPeople(String room, int count) {
        LocalRoom local = localRooms.get(room);
        if (local != null) {
            local.setPeople(count);
        }
    }

    void start() {
        loop.schedule(sliceMs(), this::poll);
        people.start();
    }

    /** Compares all rooms with the store shortly: many calls, one comparison. */
    void compareSoon() {
        if (!compareSoon) {
            compareSoon = true;
            loop.schedule(COMPARE_SOON_MS, () -> {
                compareSoon = false;
                if (comparing) {
                    compareSoon();
                } else {
                    compare(rooms.values());
                }
            });
        }
    }

    /** The operator has decided otherwise: who is not wanted any more goes now. */
    void take(Bans newBans, Optional<Boolean> newRoomsOpen) {
        bans = newBans;
        roomsOpen = newRoomsOpen;
        List.copyOf(sessions).forEach(Session::leaveIfBanned);
    }

    /** Who may not come in. */
    Bans bans() {
        return bans;
    }

    /** Whether everybody may start rooms. */
    boolean roomsOpen() {
        return roomsOpen.orElse(settings().openRooms());
    }

    /** Gives a packet to every session of this loop. */
    void deliverToAll(Packet packet) {
        // A copy: a session that is given too much closes, and removes itself.
        new ArrayList<>(sessions).forEach(session -> session.deliver(packet));
    }

    void closeSessions(CloseCode code) {
        new ArrayList<>(sessions).forEach(session -> session.close(code));
    }

    /** A slice of the rooms at a time: a thousand at once would keep the store from all else for tens of milliseconds. */
    private void poll() {
        if (!comparing) {
            slice = (slice + 1) % SLICES;
            List<Room> some = new ArrayList<>();
            rooms.forEach((id, room) -> {
                if (Slices.of(id, SLICES) == slice) {
                    some.add(room);
                }
            });
            compare(some);
        }
        loop.schedule(sliceMs(), this::poll);
    }

    private int sliceMs() {
        return Math.max(1, settings().pollMs() / SLICES);
    }

    private void compare(Collection<Room> some) {
        List<TopQuery> queries = new ArrayList<>(some.size());
        for (Room room : some) {
            TopQuery query = room.topQuery();
            if (query != null) {
                queries.add(query);
            }
        }
        if (queries.isEmpty()) {
            return;
        }
        comparing = true;
        stores().log().tops(queries, loop, this::compared);
    }

    private void compared(List<Top> tops) {
        comparing = false;
        for (Top top : tops) {
            Room room = rooms.get(top.room());
            if (room != null) {
                room.compare(top);
            }
        }
    }
}
