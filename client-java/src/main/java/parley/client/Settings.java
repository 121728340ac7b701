package parley.client;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What a {@link Session} is made of.
 *
 * @param connection server and transport
 * @param identity who says hello
 * @param outbox own items
 * @param clock wall clock
 * @param random for jitter
 * @param replayLimit missed events that are replayed rather than dropped
 */
record Settings(
        Connection.Setup connection,
        Identity identity,
        Outbox outbox,
        Clock clock,
        RandomGenerator random,
        int replayLimit) {}
