package parley.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static parley.server.limit.LimitRig.HERE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import parley.server.websocket.RawClient;

/** The limits of time, which are 1 s here: who is done a little earlier is served, who is not is not. */
final class TimeLimits {
    private static final int LIMIT_MS = 1_000;
    private static final int SHORTLY_BEFORE_MS = 600;
    private static final int TRIES = 20;
    private static final byte[] REQUEST = Stranger.request("/health").getBytes(StandardCharsets.US_ASCII);
    private static final int ANSWERS = 400;
    private static final byte[] PAGES = Stranger.request("/").repeat(ANSWERS).getBytes(StandardCharsets.US_ASCII);

    private TimeLimits() {}

    /** Something done with a pause, which is as long as it is asked to be, in the middle. */
    private interface Paused {
        boolean isServed(int pauseMs) throws IOException;
    }

    /** A machine that is too slow to be in time has shown nothing, and tries again. */
    private static void isServedShortlyBefore(Paused attempt) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            long begin = System.nanoTime();
            boolean served = attempt.isServed(SHORTLY_BEFORE_MS);
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            if (served) {
                return;
            }
            assertThat(tookMs).as("refused after so many ms").isGreaterThanOrEqualTo(LIMIT_MS);
        }
        throw new AssertionError("this machine is too slow to do anything within " + LIMIT_MS + " ms");
    }

    private static void pause(int ms) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        await().pollInterval(java.time.Duration.ofMillis(10)).until(() -> System.nanoTime() - end >= 0);
    }

    static void headMs(LimitRig rig) throws Exception {
        isServedShortlyBefore(pauseMs -> {
            RawClient one = rig.stranger(HERE).wire();
            one.send(java.util.Arrays.copyOf(REQUEST, 10));
            pause(pauseMs);
            one.send(java.util.Arrays.copyOfRange(REQUEST, 10, REQUEST.length));
            return one.readAnswer().startsWith("HTTP/1.1 200 ");
        });
        int before = rig.timesReached();

        RawClient half = rig.stranger(HERE).wire();
        half.send(java.util.Arrays.copyOf(REQUEST, 10));
        assertThat(half.readHead()).startsWith("HTTP/1.1 408 ");
        rig.wasReached(before + 1);
        assertThat(rig.stranger(HERE).wire().readToEnd())
                .as("told to who said nothing")
                .isEmpty();
        rig.wasReached(before + 2);
    }

    static void keepAliveMs(LimitRig rig) throws Exception {
        isServedShortlyBefore(pauseMs -> {
            RawClient one = rig.stranger(HERE).wire();
            one.send(REQUEST);
            assertThat(one.readAnswer()).startsWith("HTTP/1.1 200 ");
            pause(pauseMs);
            one.send(REQUEST);
            try {
                return one.readAnswer().startsWith("HTTP/1.1 200 ");
            } catch (IOException closed) {
                return false;
            } finally {
                one.close();
            }
        });
        int before = rig.timesReached();

        Stranger idle = rig.stranger(HERE);
        assertThat(idle.get("/health")).startsWith("HTTP/1.1 200 ");
        assertThat(idle.wire().readToEnd()).isEmpty();
        rig.wasReached(before + 1);
    }

    /** More answers than the buffers of both sides hold: one of them is not finished before they are read. */
    static void exchangeMs(LimitRig rig) throws Exception {
        isServedShortlyBefore(pauseMs -> {
            RawClient one = rig.stranger(HERE).wire();
            one.send(PAGES);
            pause(pauseMs);
            return answers(one) == ANSWERS;
        });
        int before = rig.timesReached();

        RawClient never = rig.stranger(HERE).wire();
        never.send(PAGES);
        rig.wasReached(before + 1);
        assertThat(answers(never)).isBetween(1, ANSWERS - 1);
    }

    private static int answers(RawClient client) {
        int count = 0;
        try {
            while (count < ANSWERS && client.readAnswer().startsWith("HTTP/1.1 200 ")) {
                count++;
            }
        } catch (IOException closed) {
            return count;
        }
        return count;
    }
}
