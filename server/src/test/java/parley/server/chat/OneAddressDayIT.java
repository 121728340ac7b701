package parley.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.server.limit.AddressBook;
import parley.server.limit.AddressUse;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.limit.RateLimit;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.EventKind;
import parley.server.store.People.StartedRooms;
import parley.server.store.SignIn;
import parley.server.store.SignInResult;
import parley.server.store.redis.RedisServer;
import parley.server.store.redis.RedisStore;
import redis.clients.jedis.Jedis;

/**
 * How much one address can make the store grow in a day at the usual limits: it takes whatever its rates give, at the first
 * moment at which they do, with the longest names, room ids and refs. The clock of the rates is injected; what they allow is
 * really written to a real Redis, where nothing expires meanwhile.
 */
class OneAddressDayIT {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final long MOST_BYTES = 50_000_000;
    private static final int WRITERS = 200;
    private static final int IN_FLIGHT = 2_000;
    private static final int ROOMS_A_PERSON = 20;
    private static final int SAMPLE_STEP = 43;
    private static final int BATCHES = 5;
    private static final int BATCH = 10;
    private static final String WIDE = "\uD840\uDC00";
    private static final Pattern USED = Pattern.compile("used_memory:(\\d+)");

    @TempDir
    Path directory;

    private RedisServer redis;
    private RedisStore store;
    private Jedis jedis;

    private final Limits limits = Limits.usual();
    private final AddressUse address = new AddressBook(limits).of(InetAddress.getLoopbackAddress(), 0);
    private final List<Writer> writers = new ArrayList<>();
    private final List<OpenRoom> rooms = new ArrayList<>();
    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private final AtomicInteger failed = new AtomicInteger();
    private long nowNanos;
    private int refs;
    private int names;
    private int people;
    private int started;
    private int written;
    private long textBytes;

    private record Writer(String user, String username, RateLimit writes) {}

    private record OpenRoom(String id, RateLimit writes) {}

    @BeforeEach
    void start() throws Exception {
        // What Redis holds in memory is the same however it writes its file.
        redis = new RedisServer(directory).with("--appendfsync", "no");
        redis.start();
        store = redis.open("n1");
        jedis = redis.jedis();
    }

    @AfterEach
    void stop() throws Exception {
        jedis.close();
        store.close();
        redis.kill();
    }

    @Test
    void shortestMessages() throws Exception {
        playsADay("x");
    }

    @Test
    void longestMessages() throws Exception {
        playsADay(WIDE.repeat(4_000));
    }

    @Test
    void messagesThatTakeTheMostForWhatTheyCount() throws Exception {
        playsADay(worstText());
    }

    private void playsADay(String text) throws Exception {
        warmUp();
        long before = usedBytes();
        while (nowNanos < DAY_NANOS) {
            newPeople();
            newRooms();
            long waitMs = write(text);
            nowNanos += waitMs * 1_000_000;
        }
        awaitWritten();
        long grown = usedBytes() - before;
        System.out.printf(
                Locale.ROOT,
                "One address, one day, texts of %d bytes: %d people, %d rooms, %d messages, %d bytes of text:"
                        + " Redis grew by %.1f MB%n",
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length,
                people,
                started,
                written,
                textBytes,
                grown / 1e6);
        assertThat(failed).hasValue(0);
        assertThat(grown).isLessThanOrEqualTo(MOST_BYTES);
    }

    /** What Redis needs for the first of everything is not this address' doing. */
    private void warmUp() {
        newPerson();
        rooms.clear();
        rooms.add(new OpenRoom("lobby", limits.rate(Bound.MESSAGES_PER_ROOM, 0)));
        append(rooms.get(0), writers.get(0), "x");
        awaitWritten();
        people = 0;
        written = 0;
        textBytes = 0;
    }

    private void newPeople() {
        while (address.rate(Bound.PEOPLE_PER_ADDRESS).take(nowNanos) == 0) {
            newPerson();
        }
    }

    private void newPerson() {
        people++;
        String number = Integer.toString(names++);
        String name = Usernames.normalise(number + WIDE.repeat(32 - number.length()));
        SignInResult result = await(
                reply -> store.people().signIn(new SignIn(null, name, Usernames.keys(name)), Runnable::run, reply));
        SignInResult.SignedIn person = (SignInResult.SignedIn) result;
        Writer writer = new Writer(person.user(), person.username(), limits.rate(Bound.MESSAGES_PER_PERSON, nowNanos));
        if (writers.size() < WRITERS) {
            writers.add(writer);
        }
    }

    private void newRooms() {
        while (address.rate(Bound.ROOMS_PER_ADDRESS).take(nowNanos) == 0) {
            Writer starter = writers.get(started / ROOMS_A_PERSON);
            StartedRooms allowed =
                    await(reply -> store.people().countStartedRoom(starter.user(), Runnable::run, reply));
            assertThat(allowed).isEqualTo(StartedRooms.ALLOWED);
            String number = Integer.toString(started++);
            rooms.add(new OpenRoom(
                    number + "r".repeat(64 - number.length()), limits.rate(Bound.MESSAGES_PER_ROOM, nowNanos)));
        }
    }

    /** Writes, as the chat would; returns how long to wait for the next chance when it is too soon. */
    private long write(String text) throws InterruptedException {
        Writer writer = writers.get(written % writers.size());
        OpenRoom room = rooms.get(written % rooms.size());
        long waitMs = WriteRates.take(
                WriteRates.shares(writer.writes(), address, room.writes(), 3 * text.length()), nowNanos);
        if (waitMs == 0) {
            append(room, writer, text);
        }
        return waitMs;
    }

    private void append(OpenRoom room, Writer writer, String text) {
        written++;
        String number = Integer.toString(refs++);
        textBytes += text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        Append append = new Append(
                room.id(),
                EventKind.MESSAGE,
                writer.user(),
                writer.username(),
                number + "-".repeat(64 - number.length()),
                0,
                text,
                null,
                false);
        free.acquireUninterruptibly();
        store.roomLog().append(append, Runnable::run, result -> {
            free.release();
            if (!(result instanceof AppendResult.Stored)) {
                failed.incrementAndGet();
            }
        });
    }

    private void awaitWritten() {
        free.acquireUninterruptibly(IN_FLIGHT);
        free.release(IN_FLIGHT);
    }

    /** Of many lengths, the one whose messages need the most memory for each byte that they are counted as. */
    private String worstText() {
        warmUp();
        String worst = "";
        double most = 0;
        for (int length = 1; length <= 4_000; length += SAMPLE_STEP) {
            String text = "\u5B57".repeat(length);
            OpenRoom room = new OpenRoom("sample-" + length, limits.rate(Bound.MESSAGES_PER_ROOM, 0));
            append(room, writers.get(0), text);
            awaitWritten();
            List<Long> grown = new ArrayList<>();
            for (int batch = 0; batch < BATCHES; batch++) {
                long before = usedBytes();
                for (int i = 0; i < BATCH; i++) {
                    append(room, writers.get(0), text);
                }
                awaitWritten();
                grown.add(usedBytes() - before);
            }
            // Not the mean: now and then a table grows for thousands of writes to come.
            grown.sort(null);
            double each = (double) grown.get(BATCHES / 2) / BATCH;
            double ratio = each / (WriteRates.BYTES_OF_A_WRITE + 3 * length);
            if (ratio > most) {
                most = ratio;
                worst = text;
            }
        }
        return worst;
    }

    private static <T> T await(Consumer<Consumer<T>> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        call.accept(answer::complete);
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private long usedBytes() {
        Matcher used = USED.matcher(jedis.info("memory"));
        assertThat(used.find()).isTrue();
        return Long.parseLong(used.group(1));
    }
}
