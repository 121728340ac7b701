package parley.client;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.model.ClientMessage;
import parley.model.Limit;
import parley.model.RoomId;
import parley.model.ServerMessage;

/**
 * A person's connection to a Parley server that looks after itself: it reconnects with backoff, resumes all rooms, fills
 * what was missed, and brings every own message to the log exactly once, also over a crash of the application when the
 * outbox is a {@link FileOutbox}.
 *
 * <p>Any thread may call any method; none blocks but {@link #close()}. Everything happens on one thread of the client's own
 * and is told to the {@link ChatListener} on the callbacks executor.
 *
 * <p>Items of the outbox belong to a person. Until the first welcome says who that is, new items are bound to the profile:
 * the token, or without one the name; the welcome then gives them their owner. Items of other persons in the same outbox are
 * left alone.
 */
public final class ChatClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChatClient.class);

    private final Loop loop;
    private final Session session;
    private final Outbox outbox;
    private final Clock clock;
    private final int timelineLimit;
    private final Map<String, Timeline> timelines = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    ChatClient(ChatClientBuilder builder) {
        loop = new ThreadLoop("parley-client");
        outbox = builder.outbox;
        clock = builder.clock;
        timelineLimit = builder.timelineLimit;
        Identity identity = new Identity(builder.username, builder.token, builder.userId, builder.clientName);
        Settings settings = new Settings(
                new Connection.Setup(builder.server, loop, builder.transport, builder.backoff, builder.timing),
                identity,
                outbox,
                clock,
                builder.random,
                builder.replayLimit);
        session = new Session(settings, new Notices(builder.listener, builder.callbacks), this::timeline);
        loop.execute(() -> session.sender().load(builder.userId));
    }

    /**
     * Starts to describe a client.
     *
     * @param server {@code ws://host:port/ws} or {@code wss://host/ws}
     * @throws IllegalArgumentException for any other kind of address
     */
    public static ChatClientBuilder builder(URI server) {
        return new ChatClientBuilder(server);
    }

    /** Connects, and stays connected until {@link #close()} or a state of STOPPED. Returns at once. */
    public void connect() {
        run(() -> session.connection().open());
    }

    /**
     * Joins a room now and after every reconnect, and keeps its timeline up to date.
     *
     * @throws IllegalArgumentException when {@code room} is no room id
     */
    public void join(String room) {
        requireRoom(room);
        run(() -> session.join(room));
    }

    /** Leaves a room and forgets its timeline; own items that wait stay in the outbox. Never completes with an error. */
    public CompletableFuture<Void> leave(String room) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        run(() -> {
            session.leave(room, done);
            timelines.remove(room);
        });
        return done;
    }

    /**
     * Sends a message: it goes to the outbox first, then to the server, in the order of the calls. Joins the room when that
     * was not done. A text that is empty or too long comes back as FAILED and goes nowhere.
     *
     * @param text as typed; trailing white space is dropped
     * @return the item as it is now; what becomes of it is told by {@link ChatListener#outgoingChanged}
     */
    public Outgoing send(String room, String text) {
        return add(Outgoing.Kind.MESSAGE, room, 0, text);
    }

    /** Replaces the text of an own message; like {@link #send} in all else. */
    public Outgoing edit(String room, long target, String text) {
        return add(Outgoing.Kind.EDIT, room, target, text);
    }

    /** Deletes an own message; like {@link #send} in all else. */
    public Outgoing delete(String room, long target) {
        return add(Outgoing.Kind.DELETE, room, target, "");
    }

    /**
     * Loads messages before the oldest held, into the timeline. Who asks while a page is on its way gets the same answer.
     *
     * @param limit messages, 1 to 100
     * @return fails with {@link ChatException} when refused, without a connection, or when the timeline is full and its
     *     {@link #reading reader} is not near its oldest end
     */
    public CompletableFuture<Timeline.LoadResult> loadOlder(String room, int limit) {
        return load(room, ClientMessage.History.Direction.BEFORE, limit);
    }

    /**
     * Loads messages after the newest held, when newer ones have left memory.
     *
     * @param limit events, edits and deletions counted, 1 to 100
     * @return fails with {@link ChatException} when refused or without a connection
     */
    public CompletableFuture<Timeline.LoadResult> loadNewer(String room, int limit) {
        return load(room, ClientMessage.History.Direction.AFTER, limit);
    }

    /**
     * Goes back to the newest messages at once, when they have left memory; what is held otherwise is forgotten.
     *
     * @param limit messages, 1 to 100
     * @return fails with {@link ChatException} when refused or without a connection
     */
    public CompletableFuture<Timeline.LoadResult> loadNewest(String room, int limit) {
        return load(room, ClientMessage.History.Direction.NEWEST, limit);
    }

    /**
     * Says where the person reads, so that a full timeline lets go of what is far from there. May be called often.
     *
     * @param seq the number of a message in sight; {@link Long#MAX_VALUE}, the default: the newest
     */
    public void reading(String room, long seq) {
        timeline(room).reading(seq);
    }

    private CompletableFuture<Timeline.LoadResult> load(
            String room, ClientMessage.History.Direction direction, int limit) {
        if (limit < 1 || limit > Limit.HISTORY_LIMIT.value()) {
            throw new IllegalArgumentException("limit is 1 to " + Limit.HISTORY_LIMIT.value());
        }
        CompletableFuture<Timeline.LoadResult> result = new CompletableFuture<>();
        run(() -> session.load(room, direction, limit, result));
        return result;
    }

    /**
     * Reads a page or a replay of a joined room; timelines stay as they are.
     *
     * @param request its {@code ref} is replaced
     * @return fails with {@link ChatException} when refused or without a connection
     */
    public CompletableFuture<ServerMessage.HistoryPage> history(ClientMessage.History request) {
        CompletableFuture<ServerMessage.HistoryPage> result = new CompletableFuture<>();
        run(() -> session.history(request, result));
        return result;
    }

    /** "Try now": ends a WAITING at once, and a STOPPED too, as when the person did what was asked. */
    public void retryNow() {
        run(() -> session.connection().open());
    }

    /** Sends a FAILED or UNDECIDED item again, under the same ref. */
    public void retry(Outgoing item) {
        run(() -> session.sender().retry(item));
    }

    /** Throws an item away that is not in flight. */
    public void discard(Outgoing item) {
        run(() -> session.sender().discard(item));
    }

    /** The state now. */
    public ConnectionState state() {
        return session.connection().state();
    }

    /** The last welcome; empty before the first. */
    public Optional<ServerMessage.Welcome> welcome() {
        return Optional.ofNullable(session.welcome());
    }

    /** What is held of a room; empty until it is joined. */
    public Timeline timeline(String room) {
        return timelines.computeIfAbsent(room, r -> new Timeline(r, timelineLimit));
    }

    /** Own items of all rooms that the log does not have. */
    public List<Outgoing> outgoing() {
        return timelines.values().stream()
                .flatMap(timeline -> timeline.outgoing().stream())
                .toList();
    }

    /** Counters since the client was built. */
    public Stats stats() {
        return session.counters().snapshot();
    }

    /** Ends the connection and closes the outbox; everything sent before is in it. Waits up to 2 s for a callback that runs. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        loop.execute(() -> {
            session.connection().close();
            try {
                outbox.close();
            } catch (IOException e) {
                LOG.warn("The outbox could not be closed.", e);
            }
        });
        loop.shutdown();
    }

    private Outgoing add(Outgoing.Kind kind, String room, long target, String typed) {
        requireRoom(room);
        Outgoing item = Outgoing.typed(UUID.randomUUID().toString(), room, kind, target, typed, clock.millis());
        if (item.isPending()) {
            timeline(room).track(item);
            run(() -> {
                session.join(room);
                session.sender().add(item);
            });
        }
        return item;
    }

    private void run(Runnable task) {
        if (closed.get()) {
            throw new IllegalStateException("This client is closed.");
        }
        loop.execute(task);
    }

    private static void requireRoom(String room) {
        if (!RoomId.isValid(room)) {
            throw new IllegalArgumentException("This is no room id: " + room);
        }
    }
}
