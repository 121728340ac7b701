package parley.server.chat;

import org.jspecify.annotations.Nullable;
import parley.server.limit.RateLimit;
import parley.server.store.Known;

/** The members of a room whose connections belong to one loop. On that loop's thread only. */
final class LocalRoom {
    private final String id;
    private final Audience audience;
    private final RateLimit writes;
    private String epoch = "";
    private long seq;
    private long timestampMs;
    private int people;
    private @Nullable String starter;

    LocalRoom(String id, Audience audience, RateLimit writes) {
        this.id = id;
        this.audience = audience;
        this.writes = writes;
    }

    String id() {
        return id;
    }

    long seq() {
        return seq;
    }

    boolean isEmpty() {
        return audience.size() == 0;
    }

    /** How fast may be written here, over all loops of this node. */
    RateLimit writes() {
        return writes;
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

    /** Those who get its events. */
    Audience audience() {
        return audience;
    }

    Membership add(Session session) {
        return new Membership(this, audience.join(session.out()));
    }

    /** One session in one room. */
    static final class Membership {
        private final LocalRoom room;
        private final Audience.Seat seat;
        private long beatSeq;
        private int beatPeople;

        private Membership(LocalRoom room, Audience.Seat seat) {
            this.room = room;
            this.seat = seat;
            this.beatSeq = room.seq;
            this.beatPeople = room.people;
        }

        LocalRoom room() {
            return room;
        }

        /** Gets no event that is delivered from now on. Once. */
        void end() {
            seat.leave();
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
