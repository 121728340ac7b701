package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import parley.server.ExpectedLogs;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.AppendResult.Reason;
import parley.server.store.AppendResult.Refused;
import parley.server.store.AppendResult.Stored;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import parley.server.store.Read.Mode;
import parley.server.store.ReadResult;
import parley.server.store.ReadResult.Page;
import parley.server.store.SignIn;
import parley.server.store.SignInResult;
import redis.clients.jedis.Jedis;

/** Redis killed, frozen, emptied of its scripts: nothing acknowledged is lost, nobody waits for ever, all comes back. */
@Timeout(120)
@ExpectedLogs({"Lane", "Subscriber"})
final class OutageIT {

    private static final int ROOMS = 4;
    private static final int KILLS = 3;

    @RegisterExtension
    final RedisExtension redis = new RedisExtension();

    @Test
    void nothingAcknowledgedIsLostWhenRedisIsKilledUnderLoad() throws Exception {
        try (RedisStore store = redis.open("n1")) {
            Map<String, Stored> acknowledged = new ConcurrentHashMap<>();
            AtomicBoolean stop = new AtomicBoolean();
            List<Thread> writers = new ArrayList<>();
            for (int room = 0; room < ROOMS; room++) {
                String name = "room-" + room;
                Thread writer = new Thread(() -> write(store, name, stop, acknowledged));
                writers.add(writer);
                writer.start();
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int enough = acknowledged.size() + 300;
                Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> acknowledged.size() >= enough);
                redis.server().kill();
                redis.server().start();
            }
            int enough = acknowledged.size() + 300;
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> acknowledged.size() >= enough);
            stop.set(true);
            for (Thread writer : writers) {
                writer.join();
            }

            for (int room = 0; room < ROOMS; room++) {
                Map<String, Long> seqs = new ConcurrentHashMap<>();
                for (LogEvent event : replay(store, "room-" + room)) {
                    assertThat(seqs.put(event.ref(), event.seq()))
                            .as("twice: " + event)
                            .isNull();
                }
                String prefix = "room-" + room + "/";
                acknowledged.forEach((ref, stored) -> {
                    if (ref.startsWith(prefix)) {
                        assertThat(seqs).containsEntry(ref, stored.seq());
                    }
                });
            }
        }
    }

    /** Writes with ten in flight; what was refused is sent again under the same ref, as a client does. */
    private static void write(RedisStore store, String room, AtomicBoolean stop, Map<String, Stored> acknowledged) {
        Semaphore inFlight = new Semaphore(10);
        for (int i = 0; !stop.get(); i++) {
            inFlight.acquireUninterruptibly();
            String ref = room + "/" + i;
            send(
                    store,
                    new Append(room, EventKind.MESSAGE, "u_a", "A", ref, 0, "text", null, false),
                    inFlight,
                    acknowledged);
        }
        inFlight.acquireUninterruptibly(10);
    }

    private static void send(RedisStore store, Append append, Semaphore inFlight, Map<String, Stored> acknowledged) {
        store.roomLog().append(append, task -> new Thread(task).start(), result -> {
            if (result instanceof Stored stored) {
                acknowledged.put(append.ref(), stored);
                inFlight.release();
            } else {
                send(store, append, inFlight, acknowledged);
            }
        });
    }

    private static List<LogEvent> replay(RedisStore store, String name) {
        RoomDriver room = new RoomDriver(store, name);
        List<LogEvent> events = new ArrayList<>();
        Page page;
        do {
            page = room.page(Mode.AFTER, events.size(), 200);
            events.addAll(page.events());
        } while (page.moreAfter());
        return events;
    }

    @Test
    void writesUnderWayOutliveAShortOutage() throws Exception {
        try (RedisStore store = redis.open("n1")) {
            RoomDriver room = new RoomDriver(store, "lobby");
            room.say("one");
            redis.server().signal("STOP");
            ConcurrentLinkedQueue<AppendResult> results = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < 5; i++) {
                store.roomLog().append(message("r" + i), Runnable::run, results::add);
            }
            Awaitility.await().pollDelay(300, TimeUnit.MILLISECONDS).until(results::isEmpty);
            redis.server().kill();
            redis.server().start();

            Awaitility.await().until(() -> results.size() == 5);

            assertThat(results).allMatch(Stored.class::isInstance);
            assertThat(room.newest(10).events())
                    .extracting(LogEvent::ref)
                    .containsExactly("say-0", "r0", "r1", "r2", "r3", "r4");
        }
    }

    @Test
    void frozenRedisIsAnsweredForInSixSecondsAndThenAtOnce() throws Exception {
        try (RedisStore store = redis.open("n1")) {
            RoomDriver room = new RoomDriver(store, "lobby");
            room.say("one");
            redis.server().signal("STOP");

            long start = System.nanoTime();
            AppendResult append = room.message("u_a", "r1", "two");
            long appendMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            ReadResult read = room.read(Mode.NEWEST, 0, 10, 9_999, null);
            start = System.nanoTime();
            AppendResult next = room.message("u_a", "r2", "three");
            ReadResult nextRead = room.read(Mode.NEWEST, 0, 10, 9_999, null);
            SignInResult signIn = RoomDriver.await(
                    reply -> store.people().signIn(new SignIn(null, "A", java.util.Set.of("a")), Runnable::run, reply));
            long nextMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

            assertThat(List.of(append, next)).containsOnly(new Refused(Reason.UNAVAILABLE));
            assertThat(List.of(read, nextRead)).containsOnly(new ReadResult.Unavailable());
            assertThat(signIn).isEqualTo(new SignInResult.Unavailable());
            assertThat(appendMs).isBetween(4_000L, 7_000L);
            assertThat(nextMs).isLessThan(1_000);
            assertThat(store.state().reachable()).isFalse();
            redis.server().signal("CONT");
            Awaitility.await()
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> store.state().reachable());
            // Whatever became of the first copy: the same request again is safe, and done once.
            Awaitility.await().until(() -> room.message("u_a", "r1", "two") instanceof Stored);
            assertThat(room.newest(10).events()).extracting(LogEvent::text).containsOnlyOnce("two");
        }
    }

    @Test
    void forgottenScriptsAreLoadedAgain() {
        try (RedisStore store = redis.open("n1");
                Jedis jedis = redis.server().jedis()) {
            RoomDriver room = new RoomDriver(store, "lobby");
            room.say("one");

            jedis.scriptFlush();

            assertThat(room.say("two").seq()).isEqualTo(2);
            jedis.scriptFlush();
            assertThat(room.newest(10).events()).hasSize(2);
        }
    }

    @Test
    void memoryLimitRefusesWritesAndStillAnswersRetries() {
        try (RedisStore store = redis.open("n1");
                Jedis jedis = redis.server().jedis()) {
            RoomDriver room = new RoomDriver(store, "lobby");
            room.message("u_a", "r1", "one");
            jedis.configSet("maxmemory", "1");

            AppendResult[] refused = new AppendResult[40];
            AtomicInteger answered = new AtomicInteger();
            for (int i = 0; i < refused.length; i++) {
                int index = i;
                store.roomLog().append(message("n" + i), Runnable::run, result -> {
                    refused[index] = result;
                    answered.incrementAndGet();
                });
            }
            AppendResult retry = room.message("u_a", "r1", "one");

            Awaitility.await().until(() -> answered.get() == refused.length);
            assertThat(refused).containsOnly(new Refused(Reason.STORAGE_FULL));
            assertThat(retry.toString()).contains("duplicate=true");
            assertThat(room.newest(10).events()).hasSize(1);
            Awaitility.await().until(() -> store.state().full());
            jedis.configSet("maxmemory", "0");
            Awaitility.await().until(() -> room.message("u_a", "r2", "two") instanceof Stored);
        }
    }

    @Test
    void closedStoreAnswersEverybody() {
        RedisStore store = redis.open("n1");
        ConcurrentLinkedQueue<AppendResult> results = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 2_000; i++) {
            store.roomLog().append(message("r" + i), Runnable::run, results::add);
        }

        store.close();
        store.roomLog().append(message("late"), Runnable::run, results::add);

        assertThat(results).hasSize(2_001);
        assertThat(results.stream().filter(Stored.class::isInstance)).hasSize(2_000);
    }

    private static Append message(String ref) {
        return new Append("lobby", EventKind.MESSAGE, "u_a", "A", ref, 0, "text", null, false);
    }
}
