package parley.server.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.server.store.Known;

/** The members of a room whose connections belong to one loop. On that loop's thread only. */
final class LocalRoom {
    private final String id;
    private final List<Membership> members = new ArrayList<>();
    private String epoch = "";
    private long seq;
    private long timestampMs;
    private int people;
    private @Nullable String starter;

    LocalRoom(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    long seq() {
        return seq;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** The newest event that this loop has seen; null before the first. */
    @Nullable
    Known known() {
        return epoch.isEmpty() ? null : new Known(epoch, seq, timestampMs);
    }

    /** How many people are in the room, on all nodes; told by its home. */
    void setPeople(int count) {
        people = count;
    }

    void moveTo(String newEpoch, long newSeq, long newTimestampMs) {
        epoch = newEpoch;
        seq = newSeq;
        timestampMs = newTimestampMs;
    }

    /** True when this person's start of the room has been counted already. */
    boolean isStartedBy(String user) {
        return user.equals(starter);
    }

    void startedBy(String user) {
        starter = user;
    }

    Membership add(Session session) {
        Membership membership = new Membership(this, session, members.size());
        members.add(membership);
        return membership;
    }

    void remove(Membership membership) {
        // The last one takes its place: a room of thousands loses members in constant time each.
        Membership last = members.remove(members.size() - 1);
        if (last != membership) {
            members.set(membership.index, last);
            last.index = membership.index;
        }
    }

    /** Queues one packet for every member. */
    void deliver(Packet packet) {
        for (int i = members.size() - 1; i >= 0; i--) {
            members.get(i).session.deliver(packet);
        }
    }

    /** One session in one room. */
    static final class Membership {
        private final LocalRoom room;
        private final Session session;
        private int index;
        private long beatSeq;
        private int beatPeople;

        private Membership(LocalRoom room, Session session, int index) {
            this.room = room;
            this.session = session;
            this.index = index;
            this.beatSeq = room.seq;
            this.beatPeople = room.people;
        }

        LocalRoom room() {
            return room;
        }

        /** True when the room has moved since the last call. */
        boolean moved() {
            boolean moved = room.seq != beatSeq;
            beatSeq = room.seq;
            return moved;
        }

        /** The number of people when it has changed since the last call, else -1. */
        int newPeople() {
            boolean changed = room.people != beatPeople;
            beatPeople = room.people;
            return changed ? beatPeople : -1;
        }
    }
}
