package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import parley.acceptance.conversation.Member;
import parley.acceptance.history.RecordedMember;
import parley.acceptance.history.RecordedRoom;
import parley.acceptance.history.RecordedWriter;
import parley.acceptance.rig.ParleyServerProcess;
import parley.client.ChatClient;
import parley.client.ChatClientBuilder;
import parley.client.ChatException;
import parley.client.ConnectionState;
import parley.model.ClientMessage.History;

/** People of one room over the SDK, two who read and four who write, and how they fare while their store is in trouble. */
final class People implements AutoCloseable {
    private static final int READERS = 2;
    private static final int WRITERS = 4;
    private static final int PAGE = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String id = "trouble-" + UUID.randomUUID();
    private final RecordedRoom room = new RecordedRoom(id);
    private final List<RecordedMember> all = new ArrayList<>();
    private final List<RecordedWriter> writers = new ArrayList<>();
    private final ParleyServerProcess server;
    private volatile boolean writing = true;

    People(ParleyServerProcess server, Random random) throws InterruptedException {
        this.server = server;
        for (int i = 1; i <= READERS; i++) {
            all.add(room.reader("reader " + i, person("reader " + i, server)));
        }
        for (int i = 1; i <= WRITERS; i++) {
            String name = "writer " + i;
            writers.add(room.writer(name, person(name, server), new Random(random.nextLong())));
        }
        all.addAll(writers);
    }

    /** They begin to write, and go on until {@link #areWhole}. */
    void write() {
        writers.forEach(writer -> writer.writesWhile(() -> writing));
    }

    /** How many writes are acknowledged. */
    long acked() {
        return room.acked();
    }

    /** Waits until so many more are acknowledged. */
    void awaitAcked(long more) {
        long enough = room.acked() + more;
        awaitUntil("acknowledged writes", () -> room.acked() >= enough);
    }

    /** Waits until the server says what is wrong with its store, and every writer was refused for the time being. */
    void awaitTrouble(String health) {
        awaitUntil(health, () -> server.health().equals(health));
        awaitUntil(
                "refusals",
                () -> writers.stream().noneMatch(writer -> writer.putOff().isEmpty()));
    }

    /** With which codes writes were refused for the time being. */
    Set<String> putOff() {
        return writers.stream().flatMap(writer -> writer.putOff().stream()).collect(Collectors.toSet());
    }

    /**
     * Waits for the first acknowledgement, and then for one of every writer.
     *
     * @return when they came, milliseconds from now
     */
    LiveAgain awaitLive() {
        long begun = System.nanoTime();
        List<Long> before = writers.stream().map(RecordedMember::acked).toList();
        awaitUntil(
                "the first acknowledgement",
                () -> room.acked() > before.stream().mapToLong(n -> n).sum());
        long first = msSince(begun);
        for (int i = 0; i < writers.size(); i++) {
            RecordedWriter writer = writers.get(i);
            long had = before.get(i);
            awaitUntil("everybody's acknowledgement", () -> writer.acked() > had);
        }
        return new LiveAgain(first, msSince(begun));
    }

    /**
     * After the trouble.
     *
     * @param firstMs when the first write was acknowledged
     * @param everybodyMs when each writer had one acknowledged
     */
    record LiveAgain(long firstMs, long everybodyMs) {}

    /** A reader turns the newest page; the code when that is refused, else {@code ok}. */
    String readsHistory() {
        History newest = new History(id, History.Direction.NEWEST, 0, PAGE, null);
        try {
            assertThat(all.get(0).client().history(newest).join().events()).isNotEmpty();
            return "ok";
        } catch (CompletionException e) {
            return e.getCause() instanceof ChatException refusal ? String.valueOf(refusal.code()) : e.toString();
        }
    }

    /** Nobody's connection was ever closed. */
    void areStillConnected() {
        assertThat(all).allSatisfy(member -> {
            assertThat(member.client().state()).isEqualTo(ConnectionState.LIVE);
            assertThat(member.client().stats().connects()).isEqualTo(1);
        });
    }

    /** Nothing is wrong any more: they stop writing; what is in the log and what everybody saw is as promised. */
    void areWhole() {
        awaitUntil("ok", () -> server.health().equals("ok"));
        writing = false;
        room.isTrue(PATIENCE);
        areStillConnected();
    }

    @Override
    public void close() {
        room.close();
    }

    private static void awaitUntil(String what, Callable<Boolean> condition) {
        await(what).pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(condition);
    }

    private static long msSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    private static ChatClientBuilder person(String name, ParleyServerProcess server) {
        try (Member member = Member.connect(server.webSocket()).hello(name)) {
            return ChatClient.builder(server.webSocket()).token(member.welcome().token());
        }
    }
}
