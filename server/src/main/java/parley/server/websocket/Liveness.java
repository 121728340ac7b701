package parley.server.websocket;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import parley.server.loop.EventLoop;
import parley.server.loop.TimerHandle;

/**
 * Pings a peer now and then, and notices when not one byte has come back for too long: a peer whose machine or network has
 * gone says nothing, for ever. One timer per connection. Loop thread.
 */
final class Liveness {
    private static final int JITTER_PERCENT = 10;

    private final EventLoop loop;
    private final ConnectionLimits.Times times;
    private final Runnable ping;
    private final Runnable dead;
    private @Nullable TimerHandle timer;
    private long heardNanos;
    private long nextPingNanos;

    Liveness(EventLoop loop, ConnectionLimits.Times times, Runnable ping, Runnable dead) {
        this.loop = loop;
        this.times = times;
        this.ping = ping;
        this.dead = dead;
        heardNanos = loop.nowNanos();
        nextPingNanos = heardNanos + jittered(times.pingMs());
        schedule();
    }

    /** Something came. */
    void heard() {
        heardNanos = loop.nowNanos();
    }

    /** We do not read for so long, so silence says nothing. */
    void excuse(long ms) {
        heardNanos = Math.max(heardNanos, loop.nowNanos() + nanos(ms));
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void schedule() {
        long next = Math.min(nextPingNanos, heardNanos + nanos(times.silenceMs()));
        timer = loop.schedule(Math.max(1, (next - loop.nowNanos() + 999_999) / 1_000_000), this::check);
    }

    private void check() {
        long now = loop.nowNanos();
        if (now - heardNanos >= nanos(times.silenceMs())) {
            timer = null;
            dead.run();
            return;
        }
        if (now - nextPingNanos >= 0) {
            nextPingNanos = now + jittered(times.pingMs());
            ping.run();
        }
        schedule();
    }

    private static long jittered(long ms) {
        long jitter = ms * JITTER_PERCENT / 100;
        return nanos(ms - (jitter == 0 ? 0 : ThreadLocalRandom.current().nextLong(jitter)));
    }

    private static long nanos(long ms) {
        return ms * 1_000_000;
    }
}
