package parley.bench.nullstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.server.chat.Stores;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.HouseRules;
import parley.server.store.LogEvent;
import parley.server.store.NameLease;
import parley.server.store.NameNews;
import parley.server.store.Nodes;
import parley.server.store.People;
import parley.server.store.Read;
import parley.server.store.ReadResult;
import parley.server.store.RoomFeed;
import parley.server.store.RoomLog;
import parley.server.store.SignIn;
import parley.server.store.SignInResult;
import parley.server.store.StoreState;
import parley.server.store.Top;
import parley.server.store.TopQuery;

/** Numbers events and passes them on; everything else it forgets. Any thread. */
final class NullStore implements RoomLog, RoomFeed, People, Nodes, StoreState {
    private static final String EPOCH = "null";

    private final Map<String, Entry> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger people = new AtomicInteger();

    private static final class Entry {
        private long seq;
        private long timestampMs;
        private RoomFeed.@Nullable Listener listener;
    }

    Stores stores() {
        return new Stores(this, this, this, this, listener -> listener.accept(HouseRules.NONE), this);
    }

    private Entry entry(String room) {
        return rooms.computeIfAbsent(room, any -> new Entry());
    }

    @Override
    public void append(Append request, Executor replyTo, Consumer<AppendResult> reply) {
        Entry entry = entry(request.room());
        synchronized (entry) {
            entry.seq++;
            entry.timestampMs = System.currentTimeMillis();
            LogEvent event = new LogEvent(
                    entry.seq,
                    request.kind(),
                    entry.timestampMs,
                    request.user(),
                    request.username(),
                    request.ref(),
                    request.target(),
                    request.text(),
                    0,
                    false);
            AppendResult stored = new AppendResult.Stored(EPOCH, entry.seq, entry.timestampMs, false);
            replyTo.execute(() -> reply.accept(stored));
            if (entry.listener != null) {
                entry.listener.event(request.room(), EPOCH, event);
            }
        }
    }

    @Override
    public void read(Read request, Executor replyTo, Consumer<ReadResult> reply) {
        Entry entry = entry(request.room());
        synchronized (entry) {
            long next = entry.seq + 1;
            ReadResult nothing =
                    new ReadResult.Page(EPOCH, entry.seq, entry.timestampMs, List.of(), next, entry.seq, false, false);
            replyTo.execute(() -> reply.accept(nothing));
        }
    }

    @Override
    public void tops(List<TopQuery> queries, Executor replyTo, Consumer<List<Top>> reply) {
        List<Top> tops = new ArrayList<>();
        for (TopQuery query : queries) {
            Entry entry = entry(query.room());
            synchronized (entry) {
                tops.add(new Top(query.room(), EPOCH, entry.seq, entry.timestampMs, 0));
            }
        }
        replyTo.execute(() -> reply.accept(tops));
    }

    @Override
    public void forgetMembers(String room) {}

    @Override
    public void subscribe(String room, RoomFeed.Listener listener) {
        Entry entry = entry(room);
        synchronized (entry) {
            entry.listener = listener;
        }
        listener.subscribed(room);
    }

    @Override
    public void unsubscribe(String room) {
        Entry entry = entry(room);
        synchronized (entry) {
            entry.listener = null;
        }
    }

    @Override
    public void signIn(SignIn request, Executor replyTo, Consumer<SignInResult> reply) {
        String name = String.valueOf(request.username());
        String user = String.format(Locale.ROOT, "u_%016d", people.incrementAndGet());
        SignInResult result = new SignInResult.SignedIn(user, name, request.nameKeys(), "t" + user, null);
        replyTo.execute(() -> reply.accept(result));
    }

    @Override
    public void keepNames(Collection<NameLease> leases, Executor replyTo, Consumer<NameNews> news) {}

    @Override
    public void releaseName(NameLease lease) {}

    @Override
    public void countStartedRoom(String user, Executor replyTo, Consumer<StartedRooms> reply) {
        replyTo.execute(() -> reply.accept(StartedRooms.ALLOWED));
    }

    @Override
    public String id() {
        return EPOCH;
    }

    @Override
    public void broadcast(String message) {}

    @Override
    public void listen(Consumer<String> listener) {}

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public String notDurableBecause() {
        return "This server keeps nothing.";
    }

    @Override
    public boolean durabilityKnown() {
        return true;
    }

    @Override
    public boolean reachable() {
        return true;
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public String dataSetId() {
        return EPOCH;
    }

    @Override
    public long usedMemoryBytes() {
        return 0;
    }

    @Override
    public long maxMemoryBytes() {
        return 0;
    }

    @Override
    public double loadedFraction() {
        return 1;
    }
}
