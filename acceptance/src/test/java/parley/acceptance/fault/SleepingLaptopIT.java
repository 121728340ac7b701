package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.FaultProxy;
import parley.acceptance.rig.FaultProxy.Plan;
import parley.acceptance.rig.Flow;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.acceptance.rig.Relay;
import parley.client.ChatClient;
import parley.client.ChatListener;
import parley.client.ConnectionState;
import parley.client.Outgoing;
import parley.model.ClientMessage.Delete;
import parley.model.ClientMessage.Edit;
import parley.model.ClientMessage.History.Direction;
import parley.model.Event;
import parley.model.ServerMessage.HistoryPage;
import redis.clients.jedis.Jedis;

/**
 * A laptop sends a message and falls asleep before the ack. When it wakes up, the server has forgotten the message's ref,
 * and more has happened than a resume brings: the client finds out from the log whether its message is there (protocol §5),
 * and it is stored once, with those that waited behind it.
 */
class SleepingLaptopIT {
    private static final Duration SLEEP = Duration.ofHours(72);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int BY_OTHERS = 250;
    private static final int PAGE = 100;

    private static RedisProcess redis;
    private static ParleyServerProcess server;

    private final BlockingQueue<Outgoing> told = new LinkedBlockingQueue<>();
    private final WallClock clock = new WallClock();
    /** From the laptop nothing comes through. */
    private volatile boolean deaf;
    /** To the laptop nothing comes through. */
    private volatile boolean silent;

    /** The laptop's wall clock, which goes on while it sleeps. */
    private static final class WallClock extends Clock {
        private volatile Duration slept = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(slept);
        }
    }

    @BeforeAll
    static void startServer() {
        redis = RedisProcess.start();
        server = ParleyServerProcess.start("--redis", redis.url(), "--rate-limits", "off");
    }

    @AfterAll
    static void stopServer() {
        server.close();
        redis.close();
    }

    /**
     * With whether the write reached the server, and how many missed events the client replays: with so few it starts over
     * with the newest page, and its message is not in what it then holds.
     */
    @ParameterizedTest
    @CsvSource({"true, 2000", "true, 10", "false, 2000", "false, 10"})
    void whatWasUnderWayWhenItFellAsleepIsStoredOnce(boolean reached, int replayLimit) throws Exception {
        String room = "sleep-" + reached + "-" + replayLimit;
        Plan awake = new Plan(until(() -> deaf), until(() -> silent), false);
        try (FaultProxy proxy = new FaultProxy(server.port(), awake);
                Member maya = Member.connect(server.webSocket()).hello("Maya " + room);
                ChatClient laptop = laptop(proxy, room, replayLimit)) {
            maya.joins(room);
            maya.writes(room, "before");
            maya.receives(Event.Message.class);
            laptop.connect();
            laptop.join(room);
            await().atMost(PATIENCE)
                    .until(() -> laptop.timeline(room).messages().size() == 1);

            List<String> refs = fallsAsleep(laptop, proxy, maya, room, reached);
            othersWrite(maya, room);
            forgetRefs(room);
            clock.slept = SLEEP;
            proxy.plan(Plan.CLEAN);
            laptop.retryNow();

            await().atMost(PATIENCE).until(() -> laptop.outgoing().isEmpty());
            List<Event.Message> log = log(room);
            assertThat(log)
                    .extracting(Event.Message::ref)
                    .filteredOn(refs::contains)
                    .isEqualTo(refs);
            assertThat(log.get(1).ref().equals(refs.get(0))).isEqualTo(reached);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(shown(laptop, room)).isEqualTo(log));
            System.out.printf(
                    "reached %s, replays %d: %d messages in the log, each of the laptop's once%n",
                    reached, replayLimit, log.size());
        }
    }

    private ChatClient laptop(FaultProxy proxy, String room, int replayLimit) {
        return ChatClient.builder(URI.create("ws://127.0.0.1:" + proxy.port() + "/ws"))
                .username("Jonas " + room)
                .replayLimit(replayLimit)
                .clock(clock)
                .backoff(failures -> 50)
                .listener(new ChatListener() {
                    @Override
                    public void outgoingChanged(Outgoing item) {
                        told.add(item);
                    }
                })
                .build();
    }

    /** Sends three messages, of which the first is under way when the connection is lost; returns their refs. */
    private List<String> fallsAsleep(ChatClient laptop, FaultProxy proxy, Member maya, String room, boolean reached)
            throws Exception {
        silent = true;
        deaf = !reached;
        List<String> refs = Stream.of("under way", "waits", "waits, too")
                .map(text -> laptop.send(room, text).ref())
                .toList();
        Outgoing sent = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        while (sent != null && sent.state() != Outgoing.State.SENT) {
            sent = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(sent).extracting(Outgoing::ref).isEqualTo(refs.get(0));
        if (reached) {
            assertThat(maya.receives(Event.Message.class).ref()).isEqualTo(refs.get(0));
        }
        proxy.plan(Plan.toTarget(Flow.clean().endsAfter(0, Relay.End.CUT)));
        proxy.end(Relay.End.CUT);
        await().atMost(PATIENCE).until(() -> laptop.state() != ConnectionState.LIVE);
        assertThat(laptop.outgoing()).hasSize(refs.size());
        return refs;
    }

    private static void othersWrite(Member maya, String room) {
        for (int i = 1; i <= BY_OTHERS; i += 3) {
            long first = maya.writes(room, "text " + i).seq();
            maya.acked(new Edit(room, first, "edited " + i, Member.ref()));
            long second = maya.writes(room, "text " + i + ", too").seq();
            if (i % 2 == 0) {
                maya.acked(new Delete(room, second, Member.ref()));
            }
        }
    }

    /** Retry keys go by themselves after two nights: {@code EXPIREAT} on the hash of the room and day. Here at once. */
    private static void forgetRefs(String room) {
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            Set<String> keys = jedis.keys("*:room:" + room + ":refs:*");
            assertThat(keys)
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(jedis.expireTime(key)).isPositive());
            keys.forEach(key -> jedis.pexpire(key, 1));
            await().atMost(PATIENCE).until(() -> keys.stream().noneMatch(jedis::exists));
        }
    }

    private static List<Event.Message> log(String room) {
        try (Member reader = Member.connect(server.webSocket()).hello("Reader " + room)) {
            reader.joins(room);
            List<Event.Message> messages = new ArrayList<>();
            HistoryPage page = null;
            do {
                page = reader.reads(room, Direction.AFTER, page == null ? 0 : page.to(), PAGE);
                page.events().stream()
                        .filter(Event.Message.class::isInstance)
                        .map(Event.Message.class::cast)
                        .forEach(messages::add);
            } while (page.moreAfter());
            return messages;
        }
    }

    /** What the laptop shows when its reader has scrolled to the top. */
    private static List<Event.Message> shown(ChatClient laptop, String room) throws Exception {
        while (laptop.timeline(room).moreBefore()) {
            laptop.loadOlder(room, PAGE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return laptop.timeline(room).messages();
    }

    /** Everything as it comes, until it is lost. */
    private static Relay until(BooleanSupplier lost) {
        return (from, to) -> {
            byte[] buffer = new byte[8192];
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                if (!lost.getAsBoolean()) {
                    to.write(buffer, 0, count);
                }
            }
            return Relay.End.CUT;
        };
    }
}
