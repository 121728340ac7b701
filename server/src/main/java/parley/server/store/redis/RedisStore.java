package parley.server.store.redis;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.server.store.HouseRulesFeed;
import parley.server.store.Nodes;
import parley.server.store.People;
import parley.server.store.RoomFeed;
import parley.server.store.RoomLog;
import parley.server.store.StoreState;

/**
 * A node's store, put together: three lanes (appends; reads; people, nodes and state), a subscriber, and a timer that
 * renews the node's lease and looks how Redis is.
 */
public final class RedisStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
    private static final long TICK_MS = 2_000;
    private static final long RULES_MS = 500;
    private static final long WAIT_STEP_MS = 10;

    private final DataSet dataSet = new DataSet();
    private final MemberCounts members = new MemberCounts();
    private final Connector connector;
    private final Lane others;
    private final List<Lane> lanes;
    private final Subscriber subscriber;
    private final RedisRoomLog roomLog;
    private final RedisRoomFeed roomFeed;
    private final RedisPeople people;
    private final RedisNodes nodes;
    private final RedisHouseRules rules;
    private final RedisState state;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "store-timer"));

    private @Nullable ScheduledFuture<?> ticks;
    private @Nullable ScheduledFuture<?> looks;

    private RedisStore(RedisStoreSettings settings) {
        connector = new Connector(settings.address(), settings.nodeId(), dataSet);
        Lane appends = new Lane("append", connector, true, () -> {});
        Lane reads = new Lane("read", connector, false, members::reset);
        others = new Lane("people", connector, false, this::tick);
        lanes = List.of(appends, reads, others);
        subscriber = new Subscriber(connector);
        state = new RedisState(connector, dataSet, settings.diskFull(), this::connected);
        nodes = new RedisNodes(settings.nodeId(), others, subscriber, members);
        rules = new RedisHouseRules(others);
        people = new RedisPeople(others, new NameClaims(settings.nameHoldMs()), settings.clock());
        roomFeed = new RedisRoomFeed(subscriber);
        roomLog = new RedisRoomLog(
                appends,
                new AppendContext(dataSet, state::full, settings.clock()),
                reads,
                new ReadContext(settings.nodeId(), dataSet, nodes.view(), members, new DamageReport()));
    }

    /**
     * Starts a store; returns at once, connected or not. It keeps on connecting by itself, now and later.
     *
     * @param settings where Redis is, and who asks
     */
    public static RedisStore open(RedisStoreSettings settings) {
        RedisStore store = new RedisStore(settings);
        store.lanes.forEach(Lane::start);
        store.subscriber.start();
        store.looks = store.timer.scheduleWithFixedDelay(store::lookAtRules, RULES_MS, RULES_MS, TimeUnit.MILLISECONDS);
        store.ticks = store.timer.scheduleWithFixedDelay(store::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        return store;
    }

    /**
     * Waits until the store can be used: connected, data loaded, schema known, state asked. Blocks; not for a loop.
     *
     * @param timeoutMs how long at most
     * @throws StoreException with a sentence for the person who starts the server, at once when waiting will not help
     */
    public void awaitReady(long timeoutMs) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!(connected()
                && state.known()
                && !nodes.view().snapshot().living().isEmpty())) {
            StoreException failure = connector.failure();
            boolean over = System.nanoTime() - end >= 0;
            if (failure != null && (failure.lasting() || over)) {
                throw failure;
            }
            if (over) {
                throw new StoreException("Redis did not become ready in " + timeoutMs + " ms.", false, null);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WAIT_STEP_MS));
        }
    }

    /** Returns the logs of all rooms. */
    public RoomLog roomLog() {
        return roomLog;
    }

    /** Returns the live events of rooms. */
    public RoomFeed roomFeed() {
        return roomFeed;
    }

    /** Returns people and names. */
    public People people() {
        return people;
    }

    /** Returns the nodes. */
    public Nodes nodes() {
        return nodes;
    }

    /** Returns what the operator has decided. */
    public HouseRulesFeed rules() {
        return rules;
    }

    /** Returns how the store is. */
    public StoreState state() {
        return state;
    }

    /** Finishes what was asked while Redis answers, and stops. Blocks, some seconds at most. */
    @Override
    public void close() {
        if (ticks != null) {
            ticks.cancel(false);
        }
        if (looks != null) {
            looks.cancel(false);
        }
        timer.shutdownNow();
        nodes.leave();
        subscriber.close();
        lanes.forEach(Lane::stop);
        lanes.forEach(Lane::awaitStopped);
    }

    /** Returns whether live events can arrive now. */
    boolean feedConnected() {
        return subscriber.connected();
    }

    private boolean connected() {
        return lanes.stream().allMatch(Lane::connected);
    }

    private void tick() {
        try {
            nodes.keepLease();
            others.submit(state.probe());
        } catch (RuntimeException e) {
            LOG.error("The store's timer failed", e);
        }
    }

    /** An exception would end the timer's task for ever, and nobody would be thrown out any more. */
    private void lookAtRules() {
        try {
            rules.look();
        } catch (RuntimeException e) {
            LOG.error("The rules could not be asked for", e);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
