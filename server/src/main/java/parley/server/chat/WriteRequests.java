package parley.server.chat;

import org.jspecify.annotations.Nullable;
import parley.model.ClientMessage.Delete;
import parley.model.ClientMessage.Edit;
import parley.model.ClientMessage.Send;
import parley.model.ClientMessage.Write;
import parley.model.ErrorCode;
import parley.model.MessageText;
import parley.model.RoomId;
import parley.model.ServerMessage.Ack;
import parley.model.Timestamp;
import parley.server.limit.Bound;
import parley.server.limit.RateLimit;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.EventKind;
import parley.server.store.People.StartedRooms;

/** A session's requests that write: message, edit, delete. On the session's loop. */
final class WriteRequests {
    private final Session session;
    private final WriteRates rates;

    WriteRequests(Session session) {
        this.session = session;
        this.rates = new WriteRates(session);
    }

    void handle(Write write) {
        LocalRoom.Membership membership = session.membership(write.room());
        if (membership == null) {
            session.refuse(ErrorCode.NOT_JOINED, write.ref(), write.room());
            return;
        }
        String typed = write instanceof Send send ? send.message() : write instanceof Edit edit ? edit.message() : null;
        String text = typed == null ? null : MessageText.stripTrailing(typed);
        if (text != null && text.isEmpty()) {
            session.refuse(ErrorCode.EMPTY, write.ref(), write.room());
        } else if (text != null && MessageText.isTooLong(text)) {
            session.refuse(ErrorCode.TOO_LONG, write.ref(), write.room());
        } else if (write instanceof Send
                && membership.room().seq() == 0
                && !write.room().equals(RoomId.LOBBY)) {
            start(write, text, membership.room());
        } else {
            append(write, text, membership.room());
        }
    }

    /** The first message of a room brings it into being; a person may do that so often a day. */
    private void start(Write write, @Nullable String text, LocalRoom room) {
        if (room.isStartedBy(session.person().id())) {
            append(write, text, room);
            return;
        }
        if (!session.shard().roomsOpen()) {
            session.refuse(
                    ErrorCode.NOT_FOUND,
                    "No new rooms can be started at the moment. Please use one that exists.",
                    write.ref(),
                    write.room());
            return;
        }
        RateLimit rooms = session.out().address().rate(Bound.ROOMS_PER_ADDRESS);
        long retryAfterMs = session.overBy(rooms.take(session.loop().nanoTime()));
        if (retryAfterMs > 0) {
            session.rateLimited(retryAfterMs, write.ref(), write.room());
            return;
        }
        session.beginWait();
        session.shard().stores().people().countStartedRoom(session.person().id(), session.loop(), answer -> {
            if (session.isClosed()) {
                return;
            }
            if (answer == StartedRooms.ALLOWED) {
                room.startedBy(session.person().id());
                append(write, text, room);
            } else if (answer == StartedRooms.TOO_MANY) {
                rooms.giveBack(1);
                session.refuse(
                        ErrorCode.RATE_LIMITED,
                        "You have started 20 rooms today. Please use one that exists, or start it tomorrow.",
                        write.ref(),
                        write.room());
            } else {
                rooms.giveBack(1);
                session.refuse(ErrorCode.UNAVAILABLE, write.ref(), write.room());
            }
            session.endWait();
        });
    }

    private void append(Write write, @Nullable String text, LocalRoom room) {
        Person person = session.person();
        // Three bytes of UTF-8 each at most, and a pair of surrogates has four.
        int textBytes = text == null ? 0 : 3 * text.length();
        // Too fast is no reason to refuse a retry of what is stored already: only the store knows whether it is one.
        long retryAfterMs = session.overBy(rates.take(room, textBytes));
        Runnable giveBack = retryAfterMs > 0 ? () -> {} : () -> rates.giveBack(room, textBytes);
        EventKind kind = write instanceof Send
                ? EventKind.MESSAGE
                : write instanceof Edit ? EventKind.EDITED : EventKind.DELETED;
        long target = write instanceof Edit edit ? edit.target() : write instanceof Delete delete ? delete.target() : 0;
        Append request = new Append(
                write.room(),
                kind,
                person.id(),
                person.name().username(),
                write.ref(),
                target,
                text,
                room.known(),
                retryAfterMs > 0);
        session.shard()
                .stores()
                .log()
                .append(request, session.loop(), result -> answer(write, retryAfterMs, giveBack, result));
    }

    /** @param free gives back what the write took of the rates */
    private void answer(Write write, long retryAfterMs, Runnable free, AppendResult result) {
        if (result instanceof AppendResult.Stored stored) {
            if (!stored.duplicate()) {
                session.shard().counters().writes.increment();
            }
            giveBack(stored.duplicate(), free);
            acknowledge(new Ack(
                    write.ref(),
                    write.room(),
                    stored.seq(),
                    Timestamp.format(stored.timestampMs()),
                    stored.duplicate(),
                    false));
        } else if (result instanceof AppendResult.Unchanged unchanged) {
            giveBack(unchanged.duplicate(), free);
            acknowledge(new Ack(write.ref(), write.room(), 0, null, unchanged.duplicate(), true));
        } else if (result instanceof AppendResult.Refused refused && !session.isClosed()) {
            if (refused.reason() == AppendResult.Reason.NEW) {
                session.rateLimited(retryAfterMs, write.ref(), write.room());
            } else {
                session.refuse(code(refused.reason()), write.ref(), write.room());
            }
        }
    }

    private void giveBack(boolean duplicate, Runnable free) {
        if (duplicate && !session.isClosed()) {
            free.run();
        }
    }

    private void acknowledge(Ack ack) {
        if (!session.isClosed()) {
            session.reply(ack);
        }
    }

    private static ErrorCode code(AppendResult.Reason reason) {
        return switch (reason) {
            case NEW -> ErrorCode.RATE_LIMITED;
            case CONFLICT -> ErrorCode.CONFLICT;
            case FORBIDDEN -> ErrorCode.FORBIDDEN;
            case NOT_FOUND -> ErrorCode.NOT_FOUND;
            case STORAGE_FULL -> ErrorCode.STORAGE_FULL;
            case UNAVAILABLE -> ErrorCode.UNAVAILABLE;
        };
    }
}
