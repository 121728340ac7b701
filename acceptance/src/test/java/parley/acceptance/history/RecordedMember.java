package parley.acceptance.history;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import parley.client.ChatClient;
import parley.client.ChatClientBuilder;
import parley.client.ChatListener;
import parley.client.ConnectionChange;
import parley.client.ConnectionState;
import parley.client.Outgoing;
import parley.client.TimelineChange;
import parley.model.ClientMessage;
import parley.model.Event;

/**
 * A member over the SDK who records what it asks for and what it sees. What is in the outbox counts as invoked: from there
 * on the client brings it to the log over all connections, under one ref. Now and then it reads the newest page, too.
 */
public class RecordedMember implements ChatListener, AutoCloseable {
    private static final int EVENTS_BETWEEN_PAGES = 20;
    private static final int PAGE = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final String room;
    private final History history;
    private final ChatClient client;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Set<String> invoked = new HashSet<>();
    private final Set<String> putOff = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile long newestSeen;
    private final AtomicLong acked = new AtomicLong();
    private volatile long newestAcked;

    /**
     * A member that is not connected yet.
     *
     * @param builder who it is and how it connects; the rest is set here
     */
    RecordedMember(String name, String room, History history, ChatClientBuilder builder) {
        this.name = name;
        this.room = room;
        this.history = history;
        client = builder.replayLimit(Integer.MAX_VALUE).listener(this).build();
    }

    /** The client, for its state and counters. */
    public ChatClient client() {
        return client;
    }

    /** Connects, joins the empty room and returns when it is open. */
    void joins() throws InterruptedException {
        client.connect();
        client.join(room);
        if (!opened.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(name + " could not open " + room + ": " + client.state() + ' ' + wrong);
        }
    }

    /** The newest number of its timeline. */
    long newestSeen() {
        return newestSeen;
    }

    /** How many of its writes are acknowledged. */
    public long acked() {
        return acked.get();
    }

    /** With which codes its writes were refused for the time being: the client sends them again by itself. */
    public Set<String> putOff() {
        return putOff;
    }

    /** The highest number with which one of its writes was acknowledged. */
    long newestAcked() {
        return newestAcked;
    }

    /** What should never happen to a client that is treated well. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Records what it holds. */
    void ends() {
        List<Event.Message> held = client.timeline(room).messages();
        boolean all = !client.timeline(room).moreBefore() || held.isEmpty();
        history.ended(name, all ? 1 : held.get(0).seq(), held);
    }

    @Override
    public void timelineChanged(String changed, TimelineChange change) {
        if (change instanceof TimelineChange.Reset reset) {
            if (reset.cause() == TimelineChange.Cause.OPENED && reset.messages().isEmpty() && newestSeen == 0) {
                history.joined(name);
                opened.countDown();
            } else {
                wrong.add(name + " had to start over: " + reset.cause());
            }
        }
    }

    @Override
    public void eventReceived(String from, Event event) {
        history.saw(name, event);
        newestSeen = event.seq();
        if (event.seq() % EVENTS_BETWEEN_PAGES == 0) {
            ClientMessage.History newest =
                    new ClientMessage.History(room, ClientMessage.History.Direction.NEWEST, 0, PAGE, null);
            // One that a lost connection leaves without an answer shows nothing.
            client.history(newest).thenAccept(page -> history.read(name, page.events()));
        }
    }

    @Override
    public void outgoingChanged(Outgoing item) {
        switch (item.state()) {
            case QUEUED -> {
                if (invoked.add(item.ref())) {
                    history.invoke(name, write(item));
                } else if (item.code() != null) {
                    putOff.add(item.code());
                }
            }
            case STORED -> {
                history.ok(name, item.ref(), item.seq());
                newestAcked = Math.max(newestAcked, item.seq());
                acked.incrementAndGet();
            }
            case FAILED -> {
                history.fail(name, item.ref(), String.valueOf(item.code()));
                client.discard(item);
            }
            case UNDECIDED -> history.info(name, item.ref());
            default -> {
                // On its way.
            }
        }
    }

    @Override
    public void stateChanged(ConnectionChange change) {
        if (change.state() == ConnectionState.STOPPED && !change.sentence().isEmpty()) {
            wrong.add(name + " was stopped: " + change);
        }
    }

    @Override
    public void roomRefused(String refused, String code, String sentence) {
        wrong.add(name + " was refused " + refused + ": " + code);
    }

    @Override
    public void close() {
        client.close();
    }

    private static ClientMessage.Write write(Outgoing item) {
        return switch (item.kind()) {
            case MESSAGE -> new ClientMessage.Send(item.room(), item.text(), item.ref());
            case EDIT -> new ClientMessage.Edit(item.room(), item.target(), item.text(), item.ref());
            case DELETE -> new ClientMessage.Delete(item.room(), item.target(), item.ref());
        };
    }
}
