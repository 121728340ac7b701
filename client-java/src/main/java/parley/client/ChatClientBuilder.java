package parley.client;

import java.net.URI;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Settings of a client; a username or a token is required. */
public final class ChatClientBuilder {
    private static final long FIRST_RETRY_MS = 500;
    private static final long MOST_RETRY_MS = 30_000;
    private static final int LEAST_TIMELINE = 100;

    final URI server;

    @Nullable
    String username;

    @Nullable
    String token;

    @Nullable
    String userId;

    @Nullable
    String clientName;

    Outbox outbox = new MemoryOutbox();
    Executor callbacks = Runnable::run;
    Transport.Factory transport = WebSocketTransport::new;
    Clock clock = Clock.systemUTC();
    final RandomGenerator random = new SplittableRandom();
    Backoff backoff = Backoff.fullJitter(FIRST_RETRY_MS, MOST_RETRY_MS, random);
    Timing timing = Timing.PROTOCOL;
    ChatListener listener = new ChatListener() {};
    int timelineLimit = 10_000;
    int replayLimit = 2_000;

    ChatClientBuilder(URI server) {
        boolean webSocket = "ws".equals(server.getScheme()) || "wss".equals(server.getScheme());
        if (!webSocket || server.getHost() == null) {
            throw new IllegalArgumentException("An address is ws://HOST:PORT/ws or wss://HOST/ws, not " + server);
        }
        this.server = server;
    }

    /** The name that the person has just chosen; leave it out when the token shall bring the last one back. */
    public ChatClientBuilder username(@Nullable String value) {
        username = value;
        return this;
    }

    /** The token of an earlier welcome: the same person again. */
    public ChatClientBuilder token(@Nullable String value) {
        token = value;
        return this;
    }

    /** The user id of an earlier welcome, so that the outbox' items are shown before the first one of this run. */
    public ChatClientBuilder userId(@Nullable String value) {
        userId = value;
        return this;
    }

    /** Where own items wait; default: in memory. The client uses it alone and closes it. */
    public ChatClientBuilder outbox(Outbox value) {
        outbox = value;
        return this;
    }

    /** Where the listener is called; one call at a time, in order, whatever the executor. Default: the client's thread. */
    public ChatClientBuilder callbacks(Executor value) {
        callbacks = value;
        return this;
    }

    /** Free text that tells the server what this is, such as {@code parley-desktop 0.1.0}. */
    public ChatClientBuilder clientName(@Nullable String value) {
        clientName = value;
        return this;
    }

    /** Default: {@link WebSocketTransport}. */
    public ChatClientBuilder transport(Transport.Factory value) {
        transport = value;
        return this;
    }

    /** Wall clock, for the age of own items; default: the system's. */
    public ChatClientBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /** Pauses between reconnects; default: full jitter, 0.5 to 30 s. */
    public ChatClientBuilder backoff(Backoff value) {
        backoff = value;
        return this;
    }

    /** Who hears what happens. */
    public ChatClientBuilder listener(ChatListener value) {
        listener = value;
        return this;
    }

    /** Messages held per room, 100 or more; default 10,000. */
    public ChatClientBuilder timelineLimit(int messages) {
        timelineLimit = Math.max(messages, LEAST_TIMELINE);
        return this;
    }

    /** Missed events of a room that are replayed rather than dropped; default 2,000. For bots that need all: the most. */
    public ChatClientBuilder replayLimit(int events) {
        replayLimit = events;
        return this;
    }

    /** For tests that cannot wait half a minute for silence. */
    ChatClientBuilder timing(Timing value) {
        timing = value;
        return this;
    }

    /**
     * A client that is not connected yet.
     *
     * @throws IllegalStateException when there is neither a username nor a token
     */
    public ChatClient build() {
        if (username == null && token == null) {
            throw new IllegalStateException("A client needs a username or a token.");
        }
        return new ChatClient(this);
    }
}
