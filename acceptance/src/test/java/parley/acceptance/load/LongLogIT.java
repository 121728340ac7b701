package parley.acceptance.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.Member;
import parley.acceptance.figures.RoomWriter;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.Rounds;
import redis.clients.jedis.Jedis;

/** A store that holds much: it tells how far it is while it starts, and people come in while Redis rewrites its file. */
class LongLogIT {
    private static final int MESSAGES = Rounds.LONG ? 1_000_000 : 100_000;
    private static final Duration READY = Duration.ofSeconds(12);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(5);

    private static final int PAIRS = Rounds.LONG ? 5 : 1;
    private static final int JOINS = Rounds.LONG ? 1_000 : 100;
    private static final long JOIN_EVERY_MS = 10;
    private static final int WRITES_A_MINUTE = 12_000;
    private static final double MOST = 2;

    private static final Pattern LOADING = Pattern.compile("\"status\":\"loading\".*\"loadedPercent\":(\\d+)");

    @TempDir
    private Path folder;

    private int people;

    @Test
    void tellsHowFarItIsAndLetsPeopleInWhileItsFileIsRewritten() throws Exception {
        try (ParleyServerProcess server =
                ParleyServerProcess.startOn(folder, "--rate-limits", "off", "--max-connections-per-address", "0")) {
            try (RoomWriter writer = new RoomWriter(server.port(), "Writer")) {
                writer.write(MESSAGES);
            }
            server.stop();
            startsAgain(server);
            try (Member member = Member.connect(server.webSocket()).hello("Jonas")) {
                assertThat(member.joins("lobby").seq()).isEqualTo(MESSAGES);
            }
            peopleComeIn(server);
        }
    }

    private static void startsAgain(ParleyServerProcess server) {
        long begun = System.nanoTime();
        CompletableFuture<Void> start = CompletableFuture.runAsync(server::startAgain);
        List<Integer> percents = new ArrayList<>();
        await("ready")
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .atMost(PATIENCE)
                .until(() -> {
                    assertThat(start).isNotCompletedExceptionally();
                    Matcher loading = LOADING.matcher(health(server));
                    if (loading.find()) {
                        percents.add(Integer.valueOf(loading.group(1)));
                    }
                    return isReady(server);
                });
        Duration ready = Duration.ofNanos(System.nanoTime() - begun);
        start.join();
        System.out.printf(
                "%,d messages: ready after %d ms, told meanwhile: %s %%%n",
                MESSAGES, ready.toMillis(), percents.stream().distinct().toList());
        assertThat(percents).isSorted();
        // Fewer messages may be read before the server listens.
        if (Rounds.LONG) {
            assertThat(percents).isNotEmpty();
            assertThat(ready).isLessThan(READY);
        }
    }

    private void peopleComeIn(ParleyServerProcess server) throws Exception {
        int seconds = (int) (2 * PAIRS * JOINS * JOIN_EVERY_MS / 1_000) + 1;
        joins(server, JOINS / 5);
        try (RoomWriter writer = new RoomWriter(server.port(), "Busy writer");
                Rewriting rewriting = new Rewriting(folder.resolve("store"))) {
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> writes(writer, seconds));
            double[] ratios = new double[PAIRS];
            for (int pair = 0; pair < PAIRS; pair++) {
                Times quiet = joins(server, JOINS);
                rewriting.begin();
                Times busy = joins(server, JOINS);
                int rewrites = rewriting.end();
                ratios[pair] = busy.joinMs() / quiet.joinMs();
                System.out.printf("p99: quiet %s; while the file is rewritten (%d times) %s%n", quiet, rewrites, busy);
            }
            load.join();
            Arrays.sort(ratios);
            double median = ratios[PAIRS / 2];
            System.out.printf("joins take %.2f times as long meanwhile (median of %d)%n", median, PAIRS);
            if (Rounds.LONG) {
                assertThat(median).isLessThanOrEqualTo(MOST);
            }
        }
    }

    /**
     * The 99th percentiles of what people wait for, milliseconds.
     *
     * @param joinMs from the request to join to its answer with the history
     * @param comeInMs the same with the connection and the hello before it, since the moment at which the person was due
     */
    private record Times(double joinMs, double comeInMs) {
        static Times of(long[] joinNanos, long[] comeInNanos) {
            return new Times(p99Ms(joinNanos), p99Ms(comeInNanos));
        }

        private static double p99Ms(long[] nanos) {
            Arrays.sort(nanos);
            return nanos[nanos.length * 99 / 100] / 1e6;
        }

        @Override
        public String toString() {
            return String.format("join %.1f ms, connect, hello and join %.1f ms", joinMs, comeInMs);
        }
    }

    /** New people come at an even pace: connect, say hello, join. */
    private Times joins(ParleyServerProcess server, int count) throws InterruptedException {
        long[] join = new long[count];
        long[] comeIn = new long[count];
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begun + TimeUnit.MILLISECONDS.toNanos(i * JOIN_EVERY_MS);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            try (Member member = Member.connect(server.webSocket()).hello("Person " + people++)) {
                long asked = System.nanoTime();
                assertThat(member.joins("lobby").events()).hasSize(50);
                long joined = System.nanoTime();
                join[i] = joined - asked;
                comeIn[i] = joined - due;
            }
        }
        return Times.of(join, comeIn);
    }

    private static void writes(RoomWriter writer, int seconds) {
        try {
            writer.write(WRITES_A_MINUTE, seconds);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isReady(ParleyServerProcess server) {
        try {
            HttpURLConnection request = (HttpURLConnection)
                    URI.create(server.page() + "ready").toURL().openConnection();
            return request.getResponseCode() == 200;
        } catch (IOException notYetListening) {
            return false;
        }
    }

    private static String health(ParleyServerProcess server) {
        try (InputStream answer = URI.create(server.page() + "health").toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notYetListening) {
            return "";
        }
    }

    /** Lets the embedded Redis rewrite its file, again and again. */
    private static final class Rewriting implements AutoCloseable {
        private final Jedis redis;
        private volatile boolean wanted;
        private CompletableFuture<Integer> times = CompletableFuture.completedFuture(0);

        Rewriting(Path data) throws IOException {
            int port = 0;
            String password = "";
            try (BufferedReader lines = Files.newBufferedReader(data.resolve("redis/redis.conf"))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] words = line.split(" ", 2);
                    if (words[0].equals("port")) {
                        port = Integer.parseInt(words[1]);
                    } else if (words[0].equals("requirepass")) {
                        password = words[1];
                    }
                }
            }
            redis = new Jedis("127.0.0.1", port);
            redis.auth(password);
        }

        void begin() {
            wanted = true;
            times = CompletableFuture.supplyAsync(this::rewrite);
        }

        int end() {
            wanted = false;
            return times.join();
        }

        @Override
        public void close() {
            redis.close();
        }

        private int rewrite() {
            int count = 0;
            for (; wanted; count++) {
                redis.bgrewriteaof();
                while (redis.info("persistence").contains("aof_rewrite_in_progress:1")) {
                    pause();
                }
            }
            return count;
        }

        private static void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
