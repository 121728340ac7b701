package parley.acceptance.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.FaultProxy;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.Relay;
import parley.acceptance.rig.Rounds;
import parley.acceptance.rig.Seed;

/**
 * People come, talk and go in every way for half an hour, some flood, some are cut off, some never finish their handshake: in
 * the end the server has as many threads and descriptors, and as much memory after a collection, as near the beginning.
 */
class SoakIT {
    private static final int PEOPLE = 40;
    private static final long SAMPLE_MS = Rounds.LONG ? 20_000 : 3_000;
    /** How many samples are the beginning that is compared, and how many the end. */
    private static final int WINDOW = Rounds.LONG ? 15 : 5;

    /** Nothing is compared before: what is made once is not there yet. */
    private static final int BEFORE = Rounds.LONG ? 15 : 5;

    private static final int BETWEEN = Rounds.LONG ? 45 : 5;
    private static final String[] ROOMS = {"lobby", "soak-a", "soak-b", "soak-c"};

    private final AtomicLong written = new AtomicLong();
    private final AtomicLong connects = new AtomicLong();
    private volatile boolean over;

    /** What the server uses, after a collection. */
    private record Sample(long threads, long descriptors, long heapKib, long directKib, long redisKib) {}

    @Test
    void nothingGrowsButTheHistory() throws Exception {
        long seed = Seed.of(SoakIT.class);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ParleyServerProcess server = ParleyServerProcess.start("--loops", "2", "--guest-name-hold", "1s");
                FaultProxy proxy = new FaultProxy(server.port(), FaultProxy.Plan.CLEAN)) {
            URI direct = server.webSocket();
            URI cut = URI.create("ws://127.0.0.1:" + proxy.port() + "/ws");
            for (int i = 0; i < PEOPLE; i++) {
                int number = i;
                threads.execute(() -> comeAndGo(number, number % 3 == 0 ? cut : direct, new Random(seed + number)));
            }
            threads.execute(() -> cutNowAndThen(proxy, new Random(seed)));
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < BEFORE + WINDOW + BETWEEN + WINDOW; i++) {
                TimeUnit.MILLISECONDS.sleep(SAMPLE_MS);
                samples.add(sample(server));
            }
            over = true;
            compare(
                    samples.subList(BEFORE, BEFORE + WINDOW),
                    samples.subList(BEFORE + WINDOW + BETWEEN, samples.size()));
        } finally {
            over = true;
            threads.shutdownNow();
        }
    }

    private void compare(List<Sample> first, List<Sample> last) {
        Sample begin = median(first);
        Sample end = median(last);
        System.out.printf(
                "SoakIT: %d connections, %d messages%n  near the beginning %s%n  at the end         %s%n",
                connects.get(), written.get(), begin, end);
        assertThat(end.threads()).isEqualTo(begin.threads());
        assertThat(Math.abs(end.descriptors() - begin.descriptors())).isLessThanOrEqualTo(5);
        // In the short form a collector that is still finding its size makes more of a difference than a leak.
        double most = Rounds.LONG ? 1.05 : 1.3;
        assertThat((double) end.heapKib()).isLessThanOrEqualTo(begin.heapKib() * most + 1_024);
        assertThat((double) end.directKib()).isLessThanOrEqualTo(begin.directKib() * most + 256);
    }

    private static Sample median(List<Sample> samples) {
        return new Sample(
                median(samples, Sample::threads),
                median(samples, Sample::descriptors),
                median(samples, Sample::heapKib),
                median(samples, Sample::directKib),
                median(samples, Sample::redisKib));
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> of) {
        return samples.stream()
                .mapToLong(of)
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /** One person after the other, each for a moment. */
    private void comeAndGo(int number, URI server, Random random) {
        String token = null;
        while (!over) {
            try (Member member = Member.connect(server)) {
                connects.incrementAndGet();
                if (random.nextInt(10) == 0) {
                    member.socket().write("GET".getBytes(UTF_8));
                    member.vanishes();
                    continue;
                }
                member.hello(token == null ? "Soaker " + number : null, token, List.of());
                token = token == null ? member.welcome().token() : token;
                member.joins(ROOMS[random.nextInt(ROOMS.length)]);
                talk(member, random);
                if (random.nextInt(3) == 0) {
                    member.vanishes();
                }
            } catch (UncheckedIOException | AssertionError cutOff) {
                // By us, by the proxy, or because of what was done; somebody comes again.
                Thread.onSpinWait();
            } catch (IOException | InterruptedException e) {
                return;
            }
        }
    }

    private void talk(Member member, Random random) throws InterruptedException {
        member.joins("lobby");
        boolean flood = random.nextInt(8) == 0;
        int messages = flood ? 200 : random.nextInt(6);
        for (int i = 0; i < messages && !over; i++) {
            member.says("{\"type\":\"message\",\"room\":\"lobby\",\"message\":\"soaked\",\"ref\":\"" + Member.ref()
                    + "\"}");
            written.incrementAndGet();
            if (!flood) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
            }
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
    }

    private void cutNowAndThen(FaultProxy proxy, Random random) {
        try {
            while (!over) {
                TimeUnit.MILLISECONDS.sleep(1_000 + random.nextInt(4_000));
                proxy.end(random.nextBoolean() ? Relay.End.RESET : Relay.End.CUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Sample sample(ParleyServerProcess server) throws Exception {
        long pid = server.process().pid();
        Process collect = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(collect.waitFor()).isZero();
        String metrics = metrics(server);
        long descriptors;
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            descriptors = open.count();
        }
        return new Sample(
                sum(metrics, "jvm_threads_live_threads"),
                descriptors - sum(metrics, "parley_loop_connections"),
                sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / 1_024,
                sum(metrics, "jvm_buffer_memory_used_bytes{id=\"direct\"") / 1_024,
                sum(metrics, "parley_store_memory_used") / 1_024);
    }

    private static String metrics(ParleyServerProcess server) throws IOException {
        try (InputStream in = URI.create(server.page() + "metrics").toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Of all lines that begin so. */
    private static long sum(String metrics, String name) {
        return (long) metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
