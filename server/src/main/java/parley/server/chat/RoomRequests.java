package parley.server.chat;

import org.jspecify.annotations.Nullable;
import parley.model.ClientMessage.History;
import parley.model.ClientMessage.InRoom;
import parley.model.ClientMessage.Join;
import parley.model.ClientMessage.Leave;
import parley.model.ErrorCode;
import parley.model.Limit;
import parley.model.Position;
import parley.model.ServerMessage.Ack;
import parley.server.store.Read;
import parley.server.store.ReadResult;

/** A session's requests that read: join, leave, history. On the session's loop. */
final class RoomRequests {
    private final Session session;

    RoomRequests(Session session) {
        this.session = session;
    }

    void handle(InRoom request) {
        if (request instanceof Join join) {
            session.beginWait();
            open(join.room(), join.at(), join.limit(), join.ref(), session::endWait);
        } else if (request instanceof History history) {
            history(history);
        } else if (request instanceof Leave leave) {
            leave(leave);
        } else {
            throw new IllegalArgumentException("not a reading request: " + request.getClass());
        }
    }

    /**
     * Opens a room, or answers for it again.
     *
     * @param at where the client left off, or null
     * @param then runs after the answer was queued
     */
    void open(String room, @Nullable Position at, int limit, @Nullable String ref, Runnable then) {
        boolean again = session.membership(room) != null;
        if (!again && session.memberships() >= Limit.JOINED.value()) {
            session.refuse(ErrorCode.FORBIDDEN, "Too many rooms are open here. Leave one first.", ref, room);
            then.run();
            return;
        }
        Shard home = session.shard().homeOf(room);
        JoinRequest request = new JoinRequest(session.loop(), session.person().id(), at, limit, ref, again, outcome -> {
            answer(room, ref, again, outcome);
            then.run();
        });
        home.loop().execute(() -> home.room(room).join(request));
    }

    private void answer(String room, @Nullable String ref, boolean again, JoinRequest.Outcome outcome) {
        if (outcome instanceof JoinRequest.Refused refused) {
            if (!session.isClosed()) {
                session.refuse(refused.code(), ref, room);
            }
        } else if (outcome instanceof JoinRequest.Opened opened) {
            if (session.isClosed()) {
                if (!again) {
                    session.leaveHome(room);
                }
                return;
            }
            if (!again) {
                session.enter(room, opened);
            }
            session.answered();
            session.deliver(opened.packet());
        }
    }

    private void leave(Leave leave) {
        LocalRoom.Membership membership = session.membership(leave.room());
        if (membership != null) {
            session.leave(membership);
        }
        session.reply(new Ack(leave.ref(), leave.room(), 0, null, false, false));
    }

    private void history(History history) {
        LocalRoom.Membership membership = session.membership(history.room());
        if (membership == null) {
            session.refuse(ErrorCode.NOT_JOINED, history.ref(), history.room());
            return;
        }
        Read request = new Read(
                history.room(),
                mode(history.direction()),
                history.at(),
                history.limit(),
                HistoryReply.MAX_BYTES,
                membership.room().known());
        session.shard().stores().log().read(request, session.loop(), result -> answer(history, result));
    }

    private void answer(History history, ReadResult result) {
        if (session.isClosed()) {
            return;
        }
        if (result instanceof ReadResult.Page page) {
            // Events reach this loop from the room's home while the store reads: only there is it known which.
            Shard home = session.shard().homeOf(history.room());
            home.loop().execute(() -> {
                ReadResult.Page reflected =
                        home.room(history.room()).reflected(page, mode(history.direction()), history.limit());
                session.loop().execute(() -> deliver(history, reflected));
            });
        } else {
            session.refuse(
                    ErrorCode.UNAVAILABLE,
                    "The history cannot be read at the moment. Please try again.",
                    history.ref(),
                    history.room());
        }
    }

    private void deliver(History history, ReadResult.@Nullable Page page) {
        if (session.isClosed()) {
            return;
        }
        if (page == null) {
            history(history);
            return;
        }
        session.answered();
        session.deliver(session.shard().packet(HistoryReply.encode(history, page)));
    }

    private static Read.Mode mode(History.Direction direction) {
        return switch (direction) {
            case NEWEST -> Read.Mode.NEWEST;
            case BEFORE -> Read.Mode.BEFORE;
            case AFTER -> Read.Mode.AFTER;
            case AROUND -> Read.Mode.AROUND;
        };
    }
}
