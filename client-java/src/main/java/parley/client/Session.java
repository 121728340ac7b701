package parley.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.model.ClientMessage;
import parley.model.Event;
import parley.model.Limit;
import parley.model.Position;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.HistoryPage;
import parley.model.ServerMessage.Joined;

/** The client's rooms over one connection after another: what is said first, and who hears what. On the client's thread. */
final class Session implements Connection.Conversation, RoomSession.Context {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final long REFUSAL_FIRST_MS = 1_000;
    /** Soon enough that a store which is back is noticed as such; a refusal costs the server little. */
    private static final long REFUSAL_MOST_MS = 4_000;

    private static final String NOT_CONNECTED = "Not connected. Try again in a moment.";

    private final Settings settings;
    private final Notices notices;
    private final Function<String, Timeline> timelines;
    private final Counters counters = new Counters();
    private final Requests requests;
    private final Retries retries;
    private final Connection connection;
    private final OutboxSender sender;
    private final Map<String, RoomSession> rooms = new LinkedHashMap<>();
    private final Set<String> resuming = new HashSet<>();
    private volatile ServerMessage.@Nullable Welcome welcome;

    /**
     * @param settings what it is made of
     * @param notices who hears of it
     * @param timelines the timeline of a room, made when there is none
     */
    Session(Settings settings, Notices notices, Function<String, Timeline> timelines) {
        this.settings = settings;
        this.notices = notices;
        this.timelines = timelines;
        requests = new Requests(loop(), this::write, counters);
        retries = new Retries(loop(), settings.random());
        connection = new Connection(settings.connection(), settings.random(), this);
        Backoff refusals = Backoff.fullJitter(REFUSAL_FIRST_MS, REFUSAL_MOST_MS, settings.random());
        sender = new OutboxSender(settings, this, refusals, this::publish);
    }

    private void write(String text) {
        connection.send(text);
    }

    Connection connection() {
        return connection;
    }

    OutboxSender sender() {
        return sender;
    }

    ServerMessage.@Nullable Welcome welcome() {
        return welcome;
    }

    Loop loop() {
        return settings.connection().loop();
    }

    @Nullable
    RoomSession openRoom(String room) {
        RoomSession session = rooms.get(room);
        return session != null && session.isOpen() && isLive() ? session : null;
    }

    void join(String room) {
        if (rooms.containsKey(room)) {
            return;
        }
        RoomSession session = new RoomSession(timelines.apply(room), this, settings.replayLimit());
        rooms.put(room, session);
        if (isLive()) {
            session.join();
        }
    }

    void leave(String room, CompletableFuture<Void> done) {
        RoomSession session = rooms.remove(room);
        if (session != null) {
            session.leave();
        }
        if (session == null || !isLive()) {
            done.complete(null);
            return;
        }
        // Whatever the answer, and also when the connection goes first: we are out.
        requests.send(new ClientMessage.Leave(room, requests.newRef()), new Requests.Answer() {
            @Override
            public void replied(ServerMessage.Reply reply) {
                done.complete(null);
            }

            @Override
            public void lost() {
                done.complete(null);
            }
        });
    }

    void load(
            String room,
            ClientMessage.History.Direction direction,
            int limit,
            CompletableFuture<Timeline.LoadResult> result) {
        RoomSession session = rooms.get(room);
        if (session == null) {
            result.completeExceptionally(new ChatException(null, "This room is not open."));
        } else {
            session.load(direction, limit, result);
        }
    }

    void history(ClientMessage.History asked, CompletableFuture<HistoryPage> result) {
        if (!isLive()) {
            result.completeExceptionally(new ChatException(null, NOT_CONNECTED));
            return;
        }
        String ref = requests.newRef();
        ClientMessage.History request =
                new ClientMessage.History(asked.room(), asked.direction(), asked.at(), asked.limit(), ref);
        requests.send(request, Futures.answer(HistoryPage.class, result));
    }

    private boolean isLive() {
        return connection.state() == ConnectionState.LIVE;
    }

    private void publish(Outgoing item) {
        if (item.state() == Outgoing.State.STORED) {
            counters.stored.incrementAndGet();
        }
        timelines.apply(item.room()).track(item);
        notices.tell(listener -> listener.outgoingChanged(item));
    }

    @Override
    public ClientMessage.Hello hello(String ref) {
        ServerMessage.Welcome last = welcome;
        int most = last == null ? Limit.RESUME.value() : last.limits().resume();
        List<Position> positions = new ArrayList<>();
        resuming.clear();
        for (RoomSession room : rooms.values()) {
            Position held = room.timeline().position().orElse(null);
            if (held != null && positions.size() < most) {
                positions.add(held);
                resuming.add(held.room());
            }
        }
        return settings.identity().hello(positions, ref);
    }

    @Override
    public void welcomed(ServerMessage.Welcome message) {
        welcome = message;
        counters.connects.incrementAndGet();
        settings.identity().welcomed(message);
        notices.tell(listener -> listener.welcomed(message));
        sender.retryKeyMs(message.limits().retryKeyMs());
        sender.load(message.user().id());
        List.copyOf(rooms.values()).stream()
                .filter(room -> !resuming.contains(room.timeline().room()))
                .forEach(RoomSession::join);
    }

    @Override
    public void received(ServerMessage message) {
        if (message instanceof Event event) {
            RoomSession room = rooms.get(event.room());
            if (room != null) {
                room.event(event);
            }
        } else if (message instanceof Joined joined) {
            joined(joined);
        } else if (message instanceof Failure failure) {
            failed(failure);
        } else if (message instanceof ServerMessage.Heartbeat heartbeat) {
            heartbeat.members().forEach(this::people);
            heartbeat.seqs().forEach(this::newest);
        } else if (message instanceof ServerMessage.GoAway goAway) {
            connection.goAway(goAway.inMs());
        } else if (message instanceof HistoryPage page) {
            requests.answer(page.ref(), page);
        } else if (message instanceof ServerMessage.Ack ack) {
            requests.answer(ack.ref(), ack);
        }
    }

    private void joined(Joined joined) {
        RoomSession room = rooms.get(joined.room());
        resuming.remove(joined.room());
        if (!requests.answer(joined.ref(), joined) && room != null) {
            room.joined(joined);
        }
    }

    private void failed(Failure failure) {
        if (requests.answer(failure.ref(), failure)) {
            return;
        }
        RoomSession room = failure.room() == null ? null : rooms.get(failure.room());
        if (failure.ref() == null && room != null && resuming.remove(failure.room())) {
            room.joinRefused(failure);
        } else {
            LOG.warn("The server refused something: {} {}", failure.code(), failure.message());
        }
    }

    private void people(ServerMessage.RoomMembers people) {
        if (rooms.containsKey(people.room())) {
            members(people.room(), people.members());
        }
    }

    private void newest(ServerMessage.RoomSeq newest) {
        RoomSession room = rooms.get(newest.room());
        if (room != null) {
            room.newest(newest.seq());
        }
    }

    @Override
    public void lost() {
        rooms.values().forEach(RoomSession::lost);
        retries.lost();
        sender.lost();
        requests.lost();
    }

    @Override
    public void changed(ConnectionChange change) {
        notices.tell(listener -> listener.stateChanged(change));
    }

    @Override
    public long oldestRequestMs() {
        return requests.oldestMs();
    }

    @Override
    public Requests requests() {
        return requests;
    }

    @Override
    public Retries retries() {
        return retries;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public void changed(String room, List<TimelineChange> changes) {
        changes.forEach(change -> notices.tell(listener -> listener.timelineChanged(room, change)));
    }

    @Override
    public void event(Event event) {
        sender.seen(event);
        notices.tell(listener -> listener.eventReceived(event.room(), event));
    }

    @Override
    public void found(Event event) {
        sender.seen(event);
    }

    @Override
    public void members(String room, int members) {
        notices.tell(listener -> listener.membersChanged(room, members));
    }

    @Override
    public void opened(String room) {
        sender.opened(room);
    }

    @Override
    public void refused(String room, Failure failure) {
        rooms.remove(room);
        notices.tell(listener -> listener.roomRefused(room, failure.code(), failure.message()));
    }
}
