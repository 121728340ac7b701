package parley.client;

import org.jspecify.annotations.Nullable;
import parley.model.ClientMessage;
import parley.model.ErrorCode;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Ack;
import parley.model.ServerMessage.Failure;

/** Sends the items of one room: one in flight at a time, so that order survives refusals (protocol §3, §5). */
final class Lane {
    private static final int MOST_INTERNAL_ERRORS = 5;
    private static final String PERHAPS_SENT = "Perhaps sent. Send again?";

    private final Context context;
    private final String room;
    private final LaneItems items;
    private @Nullable String busyWith;
    private Loop.@Nullable Timer pause;
    private int refusals;

    /** What a lane needs of the client. */
    interface Context {
        Loop loop();

        Requests requests();

        ReplayCheck replayCheck();

        /** Pauses after refusals that name no time. */
        Backoff refusalBackoff();

        /** Wall clock, milliseconds since 1970. */
        long nowMs();

        /** Age in milliseconds from which on an item must not be sent again blindly. */
        long safeRetryMs();

        /** The room when it can be written to, else null. */
        @Nullable
        RoomSession openRoom(String room);
    }

    Lane(Context context, String room, LaneItems items) {
        this.context = context;
        this.room = room;
        this.items = items;
    }

    LaneItems items() {
        return items;
    }

    /** A new item of the person: counts as queued when it is on disk. */
    void add(OutboxItem item) {
        RoomSession open = context.openRoom(room);
        boolean goesNow = busyWith == null && pause == null && items.next() == null;
        // Known to be sent at once: its first transmission is noted in the same write.
        if (items.settle(open != null && goesNow ? firstSent(item, open) : item)) {
            pump();
        }
    }

    void retry(String ref) {
        OutboxItem item = items.get(ref);
        if (item == null || item.state() == Outgoing.State.QUEUED) {
            return;
        }
        OutboxItem queued = item.with(Outgoing.State.QUEUED, null, "");
        // "Send again?" was answered with yes: from here on it is a first transmission.
        boolean decided = item.state() == Outgoing.State.UNDECIDED;
        if (items.settle(decided ? queued.firstSent(0, null) : queued)) {
            pump();
        }
    }

    void discard(String ref) {
        OutboxItem item = ref.equals(busyWith) ? null : items.get(ref);
        if (item != null) {
            items.finish(item, Outgoing.State.DISCARDED, 0);
        }
    }

    /** An event with an own ref counts as the ack. */
    void seen(String ref, long seq) {
        OutboxItem item = items.get(ref);
        if (item != null) {
            items.finish(item, Outgoing.State.STORED, seq);
        }
    }

    /** Sends the next item, when one waits and nothing is in flight. */
    void pump() {
        OutboxItem item = items.next();
        RoomSession open = context.openRoom(room);
        if (item == null || open == null || busyWith != null || pause != null) {
            return;
        }
        busyWith = item.ref();
        if (item.firstSentMs() > 0 && isTooOld(item)) {
            context.replayCheck().check(item, verdict -> checked(item, verdict));
        } else {
            transmit(item, open);
        }
    }

    /** The connection ended; what was in flight goes out again on the next one. */
    void lost() {
        OutboxItem item = items.get(busyWith);
        busyWith = null;
        if (item != null) {
            items.publish(item, Outgoing.State.QUEUED, 0, null, "");
        }
    }

    /** A clock that was set back says nothing about the age: then it is looked up, too. */
    private boolean isTooOld(OutboxItem item) {
        long ageMs = context.nowMs() - item.firstSentMs();
        return ageMs < 0 || ageMs > context.safeRetryMs();
    }

    private void checked(OutboxItem item, ReplayCheck.Verdict verdict) {
        busyWith = null;
        RoomSession open = context.openRoom(room);
        if (items.get(item.ref()) != null && open != null) {
            if (verdict instanceof ReplayCheck.Verdict.Found found) {
                seen(item.ref(), found.seq());
            } else if (verdict instanceof ReplayCheck.Verdict.Absent) {
                busyWith = item.ref();
                transmit(item.firstSent(0, null), open);
                return;
            } else {
                items.settle(item.with(Outgoing.State.UNDECIDED, null, PERHAPS_SENT));
            }
        }
        pump();
    }

    private void transmit(OutboxItem item, RoomSession open) {
        OutboxItem sent = item;
        if (item.firstSentMs() == 0) {
            sent = firstSent(item, open);
            // Before the first byte leaves: else a crash would forget that it may have been sent.
            if (!items.save(sent)) {
                busyWith = null;
                return;
            }
        }
        items.publish(sent, Outgoing.State.SENT, 0, null, "");
        OutboxItem inFlight = sent;
        context.requests().send(request(sent), reply -> replied(inFlight, reply));
    }

    private OutboxItem firstSent(OutboxItem item, RoomSession open) {
        return item.firstSent(context.nowMs(), open.timeline().position().orElse(null));
    }

    private static ClientMessage request(OutboxItem item) {
        return switch (item.kind()) {
            case MESSAGE -> new ClientMessage.Send(item.room(), item.text(), item.ref());
            case EDIT -> new ClientMessage.Edit(item.room(), item.target(), item.text(), item.ref());
            case DELETE -> new ClientMessage.Delete(item.room(), item.target(), item.ref());
        };
    }

    private void replied(OutboxItem item, ServerMessage.Reply reply) {
        busyWith = null;
        if (reply instanceof Ack ack) {
            refusals = 0;
            seen(item.ref(), ack.seq());
        } else if (reply instanceof Failure failure && items.get(item.ref()) != null) {
            refused(item, failure);
        }
        pump();
    }

    private void refused(OutboxItem item, Failure failure) {
        ErrorCode code = ErrorCode.ofWire(failure.code());
        RoomSession open = context.openRoom(room);
        boolean rejoins = code == ErrorCode.NOT_JOINED && open != null;
        boolean hopeless = code == ErrorCode.INTERNAL && refusals >= MOST_INTERNAL_ERRORS - 1;
        if (!rejoins && (hopeless || !Refusal.passes(failure.code()))) {
            refusals = 0;
            items.settle(item.with(Outgoing.State.FAILED, failure.code(), failure.message()));
            return;
        }
        refusals++;
        items.publish(item, Outgoing.State.QUEUED, 0, failure.code(), failure.message());
        pause(
                failure.retryAfter() > 0
                        ? failure.retryAfter()
                        : context.refusalBackoff().delayMs(refusals));
        if (open != null && rejoins) {
            open.rejoin();
        }
    }

    private void pause(long delayMs) {
        pause = context.loop().schedule(delayMs, () -> {
            pause = null;
            pump();
        });
    }
}
