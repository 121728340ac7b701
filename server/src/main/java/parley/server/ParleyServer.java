package parley.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.server.chat.Chat;
import parley.server.chat.Stores;
import parley.server.cli.Settings;
import parley.server.cli.StartFailure;
import parley.server.cli.Version;
import parley.server.embedded.EmbeddedRedisException;
import parley.server.http.HealthRoute;
import parley.server.http.HttpPool;
import parley.server.http.HttpServer;
import parley.server.http.MetricsRoute;
import parley.server.http.Page;
import parley.server.http.ReadyRoute;
import parley.server.limit.Limits;
import parley.server.loop.Acceptor;
import parley.server.loop.AgentRunner;
import parley.server.loop.DistinctErrorLog;
import parley.server.loop.LoopGroup;
import parley.server.loop.TimeSource;
import parley.server.store.StoreState;
import parley.server.store.redis.RedisStore;
import parley.server.store.redis.StoreException;
import parley.server.websocket.FrontDoor;
import parley.server.websocket.HostPolicy;

/**
 * One Parley server, put together from bottom to top: store, loops, chat, HTTP, and the door where everybody comes in.
 * What was started is stopped in the opposite order.
 */
public final class ParleyServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ParleyServer.class);
    private static final int GO_AWAY_MS = 1_000;
    private static final long STORE_MS = 10_000;
    private static final long CLOSE_MS = 2_500;
    private static final long LAST_TURN_MS = 1_000;

    private final Settings settings;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable String failure;
    private volatile boolean ready;
    private int port;

    private record Part(String name, Step stop) {}

    private interface Step {
        void run() throws Exception;
    }

    private interface Beginning {
        void of(ParleyServer server) throws Exception;
    }

    private ParleyServer(Settings settings) {
        this.settings = settings;
    }

    /**
     * Starts a server and returns when people can use it.
     *
     * @throws StartFailure or {@link EmbeddedRedisException} when it cannot be started; everything is stopped then
     */
    public static ParleyServer start(Settings settings) throws Exception {
        return start(settings, server -> {
            RedisStore store = server.openStore();
            server.start(storesOf(store), () -> server.awaitStore(store));
        });
    }

    /** The same on stores of the caller's, which are ready. They are not closed with the server. */
    public static ParleyServer start(Settings settings, Stores stores) throws Exception {
        return start(settings, server -> server.start(stores, () -> {}));
    }

    private static ParleyServer start(Settings settings, Beginning beginning) throws Exception {
        ParleyServer server = new ParleyServer(settings);
        try {
            beginning.of(server);
            return server;
        } catch (Exception | Error e) {
            server.close();
            throw e;
        }
    }

    /** Runs a server until it is told to stop; returns the exit code of the process. */
    public static int run(Settings settings) throws Exception {
        ParleyServer server = start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        new StartMessage(settings, server.port).print(System.out);
        return server.awaitEnd();
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    private RedisStore openStore() throws Exception {
        StoreChoice choice = StoreChoice.of(settings, this::giveUp);
        choice.embedded().ifPresent(redis -> started("embedded Redis", redis::close));
        RedisStore store = RedisStore.open(choice.store());
        started("store", store::close);
        return store;
    }

    private static Stores storesOf(RedisStore store) {
        return new Stores(
                store.roomLog(), store.roomFeed(), store.people(), store.nodes(), store.rules(), store.state());
    }

    /** @param awaitStores returns when they can be used */
    private void start(Stores stores, Step awaitStores) throws Exception {
        StoreState state = stores.state();
        DistinctErrorLog errors = new DistinctErrorLog();
        LoopGroup loops = new LoopGroup(settings.loops(), TimeSource.system(), Thread::new, errors);
        loops.start();
        started("loops", () -> loops.stop(CLOSE_MS));

        List<LoopForChat> chatLoops =
                loops.loops().stream().map(LoopForChat::new).toList();
        Limits limits = settings.limits();
        Chat chat = new Chat(Rules.chat(settings, limits), stores, chatLoops, new ChatTransport());

        HostPolicy hosts = Rules.hosts(settings);
        ServerMetrics metrics = new ServerMetrics();
        HttpPool http = new HttpServer(hosts)
                .publicUrls(settings.publicUrls())
                .page(Page.onClassPath())
                .route("/health", new HealthRoute(state, Version.number()))
                .route("/ready", new ReadyRoute(() -> ready && state.reachable() && state.loadedFraction() == 1))
                .route("/metrics", new MetricsRoute(metrics::scrape, settings.trustProxy(), settings.metricsToken()))
                .start(limits);
        started("http", http::close);

        FrontDoor door = new FrontDoor(
                Rules.door(settings, hosts, limits), http, connection -> new ChatConnection(chat, connection), loops);
        metrics.watch(chat.counters(), limits, loops, state);
        listen(loops, door, errors);
        awaitStores.run();
        chat.start();
        started("chat", () -> sayGoodBye(chat, loops));
        ready = true;
    }

    private void listen(LoopGroup loops, FrontDoor door, DistinctErrorLog errors) throws IOException, StartFailure {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new StartFailure("The address " + settings.host() + " is unknown. Correct --host.");
        }
        Acceptor acceptor;
        try {
            acceptor = Acceptor.listen(address, loops, door);
        } catch (BindException e) {
            throw new StartFailure(
                    "Port " + settings.port() + " on " + settings.host() + " cannot be used (" + e.getMessage()
                            + "). Stop the other program or start with another --port or --host.",
                    e);
        }
        AgentRunner runner = new AgentRunner(acceptor, Thread::new, errors);
        runner.start();
        started("acceptor", () -> runner.close(LAST_TURN_MS));
        port = acceptor.address().getPort();
    }

    private void awaitStore(RedisStore store) throws StartFailure {
        while (!isReady(store)) {
            String reason = failure;
            if (reason != null) {
                throw new StartFailure(reason);
            }
            LOG.info(
                    "The store has read {} % of its files.",
                    (int) (store.state().loadedFraction() * 100));
        }
        String problem = store.state().notDurableBecause();
        if (problem == null) {
            return;
        }
        if (store.state().durabilityKnown() && !settings.allowVolatile()) {
            throw new StartFailure(
                    problem + " To start all the same, knowing that messages can be lost, add" + " --allow-volatile.");
        }
        LOG.warn("This store can lose what was acknowledged: {} Everybody is shown a warning.", problem);
    }

    /** False when the store is still reading its files, which takes as long as it takes. */
    private boolean isReady(RedisStore store) throws StartFailure {
        try {
            store.awaitReady(STORE_MS);
            return true;
        } catch (StoreException e) {
            if (store.state().loadedFraction() < 1) {
                return false;
            }
            // Whoever looks after the embedded store knows better why it does not answer.
            String reason = failure;
            throw new StartFailure(reason == null ? String.valueOf(e.getMessage()) : reason, e);
        }
    }

    /** Connections get the time to leave by themselves; then they are closed with the request to come back. */
    private void sayGoodBye(Chat chat, LoopGroup loops) throws InterruptedException {
        chat.sayGoAway(GO_AWAY_MS);
        long end = System.nanoTime() + GO_AWAY_MS * 1_000_000L;
        CountDownLatch never = new CountDownLatch(1);
        while (loops.connections() > 0 && System.nanoTime() < end) {
            never.await(10, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        chat.closeAll();
    }

    private void started(String name, Step stop) {
        parts.push(new Part(name, stop));
    }

    private void giveUp(String reason) {
        failure = reason;
        ended.countDown();
    }

    private int awaitEnd() throws InterruptedException, StartFailure {
        ended.await();
        Optional<String> reason = Optional.ofNullable(failure);
        if (reason.isPresent()) {
            throw new StartFailure(reason.get());
        }
        return 0;
    }

    /** Stops: no more connections, a good-bye to those that are there, then everything else. Any thread, also twice. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        ready = false;
        for (Part part : parts) {
            try {
                part.stop().run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.error("Stopping failed: {}", part.name(), e);
            }
        }
        ended.countDown();
    }
}
