package parley.server.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.model.ErrorCode;
import parley.model.Limit;
import parley.model.Position;
import parley.model.RoomId;
import parley.server.limit.Bound;
import parley.server.limit.RateLimit;
import parley.server.store.LogEvent;
import parley.server.store.Read;
import parley.server.store.ReadResult;
import parley.server.store.RoomFeed;
import parley.server.store.Top;
import parley.server.store.TopQuery;

/**
 * A room as this node knows it: its newest events and which loops have members. Confined to its home loop, which alone
 * answers joins, so that between a snapshot and the events after it there is neither a hole nor a double.
 *
 * <p>It opens in this order: subscribe, wait for the confirmation, read the log, let events through. Any other order loses
 * what is stored in between.
 */
final class Room implements Sequencer.Sink {
    private static final long OPEN_DEADLINE_MS = 6_000;
    private static final long RETRY_MS = 500;
    private static final long LINGER_MS = 30_000;

    private final String id;
    private final Shard home;
    private final Sequencer sequencer;
    private final RoomTails tails;
    private final RateLimit writes;
    private final int[] loopMembers;
    private final Map<String, Integer> people = new HashMap<>();
    private final List<JoinRequest> waiting = new ArrayList<>();
    private int membersElsewhere;
    private int toldMembers;
    private boolean open;
    private boolean resetOwed;
    private boolean closed;

    Room(String id, Shard home) {
        this.id = id;
        this.home = home;
        this.tails = new RoomTails(id);
        this.sequencer = new Sequencer(id, home.loop(), home.stores().log(), this, home.counters());
        this.writes = home.settings()
                .limits()
                .rate(Bound.MESSAGES_PER_ROOM, home.loop().nanoTime());
        this.loopMembers = new int[home.shardCount()];
        home.stores().feed().subscribe(id, new Feed());
        home.loop().schedule(LINGER_MS, this::closeIfUnused);
    }

    /** Answers a join now, or once the room is open; at the latest after some seconds, with {@code unavailable}. */
    void join(JoinRequest request) {
        if (open) {
            answer(request);
            return;
        }
        waiting.add(request);
        home.loop().schedule(OPEN_DEADLINE_MS, () -> {
            if (waiting.remove(request)) {
                request.answer(new JoinRequest.Refused(ErrorCode.UNAVAILABLE));
            }
        });
    }

    /** A member that was registered by a join is gone. */
    void leave(int loopIndex, String user) {
        loopMembers[loopIndex]--;
        people.computeIfPresent(user, (u, count) -> count == 1 ? null : count - 1);
        if (people.isEmpty()) {
            home.loop().schedule(LINGER_MS, this::closeIfUnused);
        }
    }

    /**
     * Brings what the store read up to what members were sent: answered through this loop, it follows exactly the events that
     * it reflects (protocol §2). Null: read it again.
     */
    ReadResult.@Nullable Page reflected(ReadResult.Page page, Read.Mode mode, int limit) {
        boolean same = open && page.epoch().equals(sequencer.epoch());
        return same && page.newestSeq() < sequencer.seq() ? tails.reflected(page, mode, limit) : page;
    }

    /** The question for the regular comparison with the store; null while the room is not open. */
    @Nullable
    TopQuery topQuery() {
        return open ? new TopQuery(id, sequencer.known(), people.size()) : null;
    }

    /** The answer to {@link #topQuery}. */
    void compare(Top top) {
        membersElsewhere = top.membersElsewhere();
        if (members() != toldMembers) {
            toldMembers = members();
            int count = toldMembers;
            forEachLoopWithMembers(shard -> shard.setPeople(id, count));
        }
        sequencer.compare(top.epoch(), top.seq());
    }

    @Override
    public void next(LogEvent event) {
        Slot slot = tails.add(event);
        if (!open || people.isEmpty()) {
            return;
        }
        Packet packet = home.packet(slot.json());
        String epoch = sequencer.epoch();
        forEachLoopWithMembers(shard -> shard.deliver(id, packet, epoch, event.seq(), event.timestampMs()));
    }

    @Override
    public void caughtUp() {
        if (open) {
            return;
        }
        open = true;
        if (resetOwed) {
            resetOwed = false;
            Packet packet = home.packet(tails.page(snapshot(null, true), Limit.HISTORY_DEFAULT.value()));
            forEachLoopWithMembers(
                    shard -> shard.deliver(id, packet, sequencer.epoch(), sequencer.seq(), sequencer.timestampMs()));
        }
        List<JoinRequest> requests = List.copyOf(waiting);
        waiting.clear();
        requests.forEach(this::answer);
    }

    @Override
    public void startOver() {
        // Members hold numbers that mean nothing any more: after loading, everybody gets a page with reset.
        open = false;
        resetOwed = !people.isEmpty();
        load();
    }

    private void load() {
        if (closed) {
            return;
        }
        Read newest = new Read(
                id, Read.Mode.NEWEST, 0, Limit.HISTORY_LIMIT.value(), Limit.SERVER_MESSAGE_BYTES.value(), null);
        home.stores().log().read(newest, home.loop(), result -> {
            if (result instanceof ReadResult.Page page) {
                tails.load(page);
                // One more than a catch-up: the first one only tells the timestamp of a position before the others.
                sequencer.open(page.epoch(), Math.max(0, page.newestSeq() - Limit.CATCH_UP.value() - 1));
            } else {
                home.loop().schedule(RETRY_MS, this::load);
            }
        });
    }

    private void answer(JoinRequest request) {
        boolean missing = sequencer.seq() == 0 && !id.equals(RoomId.LOBBY) && !home.roomsOpen();
        Position at = request.at();
        if (missing) {
            request.answer(new JoinRequest.Refused(ErrorCode.NOT_FOUND));
        } else if (at == null) {
            finish(request, tails.page(snapshotFor(request, false), request.limit()));
        } else if (!at.epoch().equals(sequencer.epoch()) || at.seq() > sequencer.seq()) {
            finish(request, tails.page(snapshotFor(request, true), request.limit()));
        } else if (at.seq() == 0 || at.timestamp() == null) {
            finish(request, tails.replay(snapshotFor(request, false), at.seq()));
        } else {
            checkTimestamp(request, at, at.timestamp());
        }
    }

    /** A log that was lost and written again under the same numbers has other timestamps. */
    private void checkTimestamp(JoinRequest request, Position at, String timestamp) {
        LogEvent held = tails.find(at.seq());
        if (held != null) {
            resume(request, at, tails.hasTimestamp(held, timestamp));
            return;
        }
        Read one =
                new Read(id, Read.Mode.AFTER, at.seq() - 1, 1, Limit.SERVER_MESSAGE_BYTES.value(), sequencer.known());
        home.stores().log().read(one, home.loop(), result -> {
            if (!(result instanceof ReadResult.Page page)) {
                request.answer(new JoinRequest.Refused(ErrorCode.UNAVAILABLE));
            } else if (!open || !page.epoch().equals(sequencer.epoch())) {
                sequencer.compare(page.epoch(), page.newestSeq());
                join(request);
            } else {
                // An event that is not there any more was erased: its timestamp is nobody's business.
                boolean erased = page.events().isEmpty() || page.events().get(0).seq() != at.seq();
                resume(request, at, erased || tails.hasTimestamp(page.events().get(0), timestamp));
            }
        });
    }

    private void resume(JoinRequest request, Position at, boolean sameLog) {
        if (sameLog) {
            home.counters().resumes.increment();
            finish(request, tails.replay(snapshotFor(request, false), at.seq()));
        } else {
            finish(request, tails.page(snapshotFor(request, true), request.limit()));
        }
    }

    private RoomTails.Snapshot snapshotFor(JoinRequest request, boolean reset) {
        if (!request.again()) {
            loopMembers[request.loop().index()]++;
            people.merge(request.user(), 1, Integer::sum);
        }
        return snapshot(request.ref(), reset);
    }

    private RoomTails.Snapshot snapshot(@Nullable String ref, boolean reset) {
        return new RoomTails.Snapshot(
                ref, sequencer.epoch(), sequencer.seq(), sequencer.timestampMs(), members(), reset);
    }

    private void finish(JoinRequest request, byte[] joined) {
        request.answer(new JoinRequest.Opened(
                home.packet(joined), sequencer.epoch(), sequencer.seq(), sequencer.timestampMs(), members(), writes));
    }

    private int members() {
        return people.size() + membersElsewhere;
    }

    private void forEachLoopWithMembers(java.util.function.Consumer<Shard> task) {
        for (int i = 0; i < loopMembers.length; i++) {
            if (loopMembers[i] > 0) {
                Shard shard = home.shard(i);
                shard.loop().execute(() -> task.accept(shard));
            }
        }
    }

    private void closeIfUnused() {
        if (people.isEmpty() && waiting.isEmpty() && !closed) {
            closed = true;
            home.forget(id);
            home.stores().feed().unsubscribe(id);
            home.stores().log().forgetMembers(id);
        }
    }

    /** On the subscriber thread: only hands over. */
    private final class Feed implements RoomFeed.Listener {
        private boolean loading;

        @Override
        public void subscribed(String room) {
            home.loop().execute(() -> {
                if (loading) {
                    home.compareSoon();
                } else {
                    loading = true;
                    load();
                }
            });
        }

        @Override
        public void event(String room, String epoch, LogEvent event) {
            home.loop().execute(() -> sequencer.offer(epoch, event));
        }
    }
}
