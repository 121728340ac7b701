package parley.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import parley.model.ClientMessage;
import parley.model.ClientMessage.History;
import parley.model.ClientMessage.History.Direction;
import parley.model.ErrorCode;
import parley.model.Event;
import parley.model.Limit;
import parley.model.Position;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.Gap;
import parley.model.ServerMessage.HistoryPage;
import parley.model.ServerMessage.Joined;

/**
 * One joined room over all connections: brings its timeline up to date and keeps it so, without a silent hole (protocol §2,
 * §4). While numbers are missing, live events only say how far the room is; everything is read by replay until it is
 * complete, so that no older state of a message can overwrite a newer one. On the client's thread.
 */
final class RoomSession {
    private final Timeline timeline;
    private final Context context;
    private final int replayLimit;
    private final PageLoader older;
    private final PageLoader newer;
    private final PageLoader newest;
    private boolean left;
    private boolean open;
    private boolean replaying;
    private boolean recovering;
    private int broughtIn;
    private int stuck;

    /** What a room needs of the client. */
    interface Context {
        Requests requests();

        Retries retries();

        Counters counters();

        /** Hands changes to the listener. */
        void changed(String room, List<TimelineChange> changes);

        /** An event that is new, in order. */
        void event(Event event);

        /** An event that was there already when the room was opened. */
        void found(Event event);

        /** People in the room. */
        void members(String room, int members);

        /** Writes may be sent to the room on this connection. */
        void opened(String room);

        /** The room will not open. */
        void refused(String room, Failure failure);
    }

    RoomSession(Timeline timeline, Context context, int replayLimit) {
        this.timeline = timeline;
        this.context = context;
        this.replayLimit = replayLimit;
        older = PageLoader.older(timeline, context.requests(), this::change);
        newer = PageLoader.newer(timeline, context.requests(), this::change);
        newest = PageLoader.newest(timeline, context.requests(), this::change);
    }

    Timeline timeline() {
        return timeline;
    }

    /** True when writes may be sent. */
    boolean isOpen() {
        return open;
    }

    /** See {@link ChatClient#loadOlder}, {@link ChatClient#loadNewer} and {@link ChatClient#loadNewest}. */
    void load(Direction direction, int limit, CompletableFuture<Timeline.LoadResult> result) {
        PageLoader loader = switch (direction) {
            case BEFORE -> older;
            case AFTER -> newer;
            case NEWEST -> newest;
            case AROUND -> throw new IllegalArgumentException("no such page is kept");
        };
        loader.load(limit, open, result);
    }

    /** The application left: nothing is heard of the room any more. */
    void leave() {
        lost();
        left = true;
    }

    /** The connection ended. */
    void lost() {
        open = false;
        replaying = false;
    }

    /** Joins with the position held, or anew. */
    void join() {
        if (left) {
            return;
        }
        Position held = timeline.position().orElse(null);
        ClientMessage.Join request = new ClientMessage.Join(
                timeline.room(),
                held,
                Limit.HISTORY_DEFAULT.value(),
                context.requests().newRef());
        context.requests().send(request, reply -> {
            if (reply instanceof Joined joined) {
                joined(joined);
            } else if (reply instanceof Failure failure) {
                joinRefused(failure);
            }
        });
    }

    /** The server says that the room is not joined, though it was. */
    void rejoin() {
        open = false;
        join();
    }

    void joinRefused(Failure failure) {
        if (Refusal.passes(failure.code())) {
            context.retries().later(failure.retryAfter(), this::join);
        } else {
            open = false;
            context.refused(timeline.room(), failure);
        }
    }

    /** The answer to a join or a resume; also comes unasked when the room's log became another one. */
    void joined(Joined joined) {
        if (left) {
            return;
        }
        Position held = timeline.position().orElse(null);
        open = true;
        replaying = false;
        stuck = 0;
        context.members(timeline.room(), joined.members());
        Gap gap = joined.gap();
        if (held == null) {
            reset(joined, TimelineChange.Cause.OPENED);
        } else if (joined.reset() || !joined.epoch().equals(held.epoch())) {
            reset(joined, TimelineChange.Cause.RESET);
        } else if (gap != null && gap.to() - gap.from() >= replayLimit) {
            reset(joined, TimelineChange.Cause.MISSED_TOO_MUCH);
        } else {
            context.counters().resumes.incrementAndGet();
            recover(joined, held);
        }
        context.opened(timeline.room());
    }

    private void reset(Joined joined, TimelineChange.Cause cause) {
        recovering = false;
        TimelineChange change = timeline.reset(joined, cause);
        joined.events().forEach(context::found);
        change(List.of(change));
    }

    private void recover(Joined joined, Position held) {
        recovering = true;
        broughtIn = 0;
        boolean complete = joined.gap() == null && joined.from() <= held.seq() + 1;
        if (complete) {
            append(joined.events(), joined.to());
        }
        if (timeline.to() < joined.seq()) {
            replay(joined.seq());
        } else {
            complete();
        }
    }

    /** A live event. */
    void event(Event event) {
        long to = timeline.to();
        if (!open) {
            return;
        }
        if (replaying) {
            timeline.exists(event.seq());
        } else if (event.seq() <= to) {
            context.counters().duplicates.incrementAndGet();
        } else if (event.seq() == to + 1) {
            append(List.of(event), event.seq());
        } else {
            replay(event.seq());
        }
    }

    /** The newest number of the room, by heartbeat: a lost last event shows in no other way. */
    void newest(long seq) {
        if (!open) {
            return;
        }
        if (replaying) {
            timeline.exists(seq);
        } else if (seq > timeline.to()) {
            replay(seq);
        }
    }

    private void replay(long newest) {
        replaying = true;
        timeline.exists(newest);
        context.counters().gapsFound.incrementAndGet();
        timeline.gap().ifPresent(gap -> change(List.of(new TimelineChange.GapOpened(gap.from(), gap.to()))));
        readOn();
    }

    private void readOn() {
        Position held = timeline.position().orElse(null);
        if (!open || !replaying || held == null) {
            return;
        }
        History request = new History(
                timeline.room(),
                Direction.AFTER,
                held.seq(),
                Limit.HISTORY_LIMIT.value(),
                context.requests().newRef());
        context.requests().send(request, reply -> {
            if (reply instanceof HistoryPage page && replaying) {
                replayed(page, held);
            } else if (reply instanceof Failure failure && replaying) {
                replayRefused(failure);
            }
        });
    }

    private void replayed(HistoryPage page, Position held) {
        if (!page.epoch().equals(held.epoch())) {
            startOver();
            return;
        }
        append(page.events(), page.to());
        if (timeline.gap().isEmpty()) {
            replaying = false;
            context.counters().gapsFilled.incrementAndGet();
            complete();
        } else if (page.to() > held.seq()) {
            readOn();
        } else if (stuck++ == 0) {
            // The number was announced and is not there: let the server compare our position with its log.
            join();
        } else {
            startOver();
        }
    }

    private void replayRefused(Failure failure) {
        if (Refusal.passes(failure.code())) {
            context.retries().later(failure.retryAfter(), this::readOn);
        } else if (ErrorCode.ofWire(failure.code()) == ErrorCode.NOT_JOINED) {
            rejoin();
        } else {
            startOver();
        }
    }

    private void startOver() {
        replaying = false;
        open = false;
        timeline.forget();
        join();
    }

    private void complete() {
        if (recovering || broughtIn > 0) {
            change(List.of(new TimelineChange.Recovered(broughtIn)));
        }
        recovering = false;
        broughtIn = 0;
    }

    private void append(List<Event> events, long upTo) {
        long to = timeline.to();
        List<Event> fresh = new ArrayList<>(events.size());
        for (Event event : events) {
            if (event.seq() > to) {
                fresh.add(event);
            } else {
                context.counters().duplicates.incrementAndGet();
            }
        }
        if (upTo <= to) {
            return;
        }
        if (replaying || recovering) {
            broughtIn += fresh.size();
        }
        change(timeline.append(fresh, upTo));
        // An own edit is told as stored when the timeline shows it, never before.
        fresh.forEach(context::event);
    }

    private void change(List<TimelineChange> changes) {
        context.changed(timeline.room(), changes);
    }
}
