package parley.server.loop;

import java.time.Clock;

/** The two clocks of a loop, injected so that tests can move time by hand. Any thread. */
public interface TimeSource {
    /** Milliseconds since 1970, as the machine believes them to be; may jump. */
    long wallMs();

    /** Nanoseconds from an arbitrary origin; never goes back. For durations and deadlines. */
    long monotonicNanos();

    /** The machine's clocks. */
    static TimeSource system() {
        Clock wall = Clock.systemUTC();
        return new TimeSource() {
            @Override
            public long wallMs() {
                return wall.millis();
            }

            @Override
            public long monotonicNanos() {
                return System.nanoTime();
            }
        };
    }
}
