package parley.client;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.CloseCode;
import parley.model.ErrorCode;
import parley.model.ProtocolException;
import parley.model.ServerCodec;
import parley.model.ServerMessage;

/**
 * The connection's state machine: one transport after another, hello, liveness, backoff, and what close codes mean. On the
 * client's thread. Each transport has its own {@link Wire}, so that a late word of an old one is never taken for the new.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final String HELLO_REF = "hello";
    private static final int VERSION = 1;

    private final URI server;
    private final Loop loop;
    private final Transport.Factory factory;
    private final Backoff backoff;
    private final Timing timing;
    private final RandomGenerator random;
    private final Conversation conversation;

    private volatile ConnectionState state = ConnectionState.IDLE;
    private @Nullable Wire wire;
    private Loop.Timer retry = () -> {};
    private int failures;

    /** What is said on the connection. All calls on the client's thread. */
    interface Conversation {
        /** The hello of a new connection. */
        ClientMessage.Hello hello(String ref);

        /** The hello was answered: requests may be sent. */
        void welcomed(ServerMessage.Welcome welcome);

        /** Anything after the welcome. */
        void received(ServerMessage message);

        /** A welcomed connection ended. */
        void lost();

        /** The state changed. */
        void changed(ConnectionChange change);

        /** Milliseconds for which the oldest request waits for its answer. */
        long oldestRequestMs();
    }

    /** What a connection is made with. */
    record Setup(URI server, Loop loop, Transport.Factory factory, Backoff backoff, Timing timing) {}

    Connection(Setup setup, RandomGenerator random, Conversation conversation) {
        this.server = setup.server;
        this.loop = setup.loop;
        this.factory = setup.factory;
        this.backoff = setup.backoff;
        this.timing = setup.timing;
        this.random = random;
        this.conversation = conversation;
    }

    /** Any thread. */
    ConnectionState state() {
        return state;
    }

    /** Connects now unless a connection is there or under way. */
    void open() {
        if (wire != null) {
            return;
        }
        retry.cancel();
        change(new ConnectionChange(ConnectionState.CONNECTING, 0, 0, null, ""));
        Wire opened = new Wire();
        wire = opened;
        opened.start();
    }

    /** Sends a text on a live connection; without one it is dropped, and its sender hears of the loss. */
    void send(String text) {
        if (wire != null && state == ConnectionState.LIVE) {
            wire.transport.send(text);
        }
    }

    /** Ends it for good. */
    void close() {
        retry.cancel();
        end(CloseCode.NORMAL.code());
        change(new ConnectionChange(ConnectionState.STOPPED, 0, 0, null, ""));
    }

    /** This node stops: the others must not all get its clients at the same moment. */
    void goAway(long inMs) {
        Wire leaving = wire;
        if (leaving == null) {
            return;
        }
        loop.schedule(random.nextLong(Math.max(1, inMs)), () -> {
            if (wire == leaving) {
                end(CloseCode.GOING_AWAY.code());
                open();
            }
        });
    }

    private void end(int code) {
        Wire ended = wire;
        if (ended == null) {
            return;
        }
        wire = null;
        ended.deadline.cancel();
        ended.transport.close(code, "");
        if (ended.welcomed) {
            conversation.lost();
        }
    }

    private void dead(Wire which, String why) {
        if (which == wire) {
            which.transport.abort();
            ConnectionProblem problem = which.welcomed ? ConnectionProblem.NONE : ConnectionProblem.NO_ANSWER;
            ended(which, new Transport.Closed(1006, 0, why, problem));
        }
    }

    private void ended(Wire which, Transport.Closed closed) {
        if (which != wire) {
            return;
        }
        wire = null;
        which.deadline.cancel();
        LOG.debug("Connection ended: {}", closed);
        Ending ending = new Ending(server, which.opened, closed);
        if (which.welcomed) {
            conversation.lost();
        }
        if (ending.isFinal()) {
            change(new ConnectionChange(
                    ConnectionState.STOPPED, 0, closed.code(), null, ending.sentence(), closed.problem()));
        } else {
            long stableMs = TimeUnit.NANOSECONDS.toMillis(loop.nanoTime() - which.welcomedNanos);
            // A server that welcomes and then falls over is not healthy yet: only a connection that held starts anew.
            failures = which.welcomed && stableMs >= timing.pingMs() ? 1 : failures + 1;
            long delayMs = backoff.delayMs(failures);
            waitFor(new ConnectionChange(
                    ConnectionState.WAITING, delayMs, closed.code(), null, ending.sentence(), closed.problem()));
        }
    }

    private void waitFor(ConnectionChange waiting) {
        retry = loop.schedule(waiting.retryInMs(), this::open);
        change(waiting);
    }

    private void change(ConnectionChange change) {
        state = change.state();
        conversation.changed(change);
    }

    /** One transport and what is known of it. */
    private final class Wire implements Transport.Listener {
        private final Transport transport = factory.create(server, this);
        private Loop.Timer deadline = () -> {};
        private boolean opened;
        private boolean welcomed;
        private boolean pinged;
        private long pingedNanos;
        private long welcomedNanos;
        private volatile long heardNanos = loop.nanoTime();

        void start() {
            deadline = loop.schedule(timing.openMs(), () -> dead(this, "The server does not answer."));
            transport.connect();
        }

        @Override
        public void opened() {
            onLoop(() -> {
                opened = true;
                transport.send(ClientCodec.encode(conversation.hello(HELLO_REF)));
            });
        }

        @Override
        public void text(String text) {
            heard();
            onLoop(() -> decoded(text, this::received));
        }

        @Override
        public void heard() {
            heardNanos = loop.nanoTime();
        }

        @Override
        public void closed(Transport.Closed closed) {
            loop.execute(() -> ended(this, closed));
        }

        private void onLoop(Runnable task) {
            loop.execute(() -> {
                if (wire == this) {
                    task.run();
                }
            });
        }

        private void decoded(String text, Consumer<ServerMessage> next) {
            try {
                next.accept(ServerCodec.decode(text));
            } catch (ProtocolException e) {
                // What was in it, if it was an event, is noticed as a missing number and asked for again.
                LOG.warn("The server sent what is not the protocol: {}", e.sentence());
            }
        }

        private void received(ServerMessage message) {
            if (welcomed) {
                conversation.received(message);
            } else if (message instanceof ServerMessage.Welcome welcome) {
                if (welcome.version() == VERSION) {
                    welcomed(welcome);
                } else {
                    otherVersion();
                }
            } else if (message instanceof ServerMessage.Failure failure) {
                refused(failure);
            }
        }

        private void welcomed(ServerMessage.Welcome welcome) {
            welcomed = true;
            welcomedNanos = loop.nanoTime();
            deadline.cancel();
            watch(timing.silenceMs());
            change(new ConnectionChange(ConnectionState.LIVE, 0, 0, null, ""));
            conversation.welcomed(welcome);
        }

        /** Both sides speak the version of the hello, or they do not understand each other. */
        private void otherVersion() {
            end(CloseCode.NORMAL.code());
            CloseCode why = CloseCode.VERSION_NOT_SERVED;
            change(new ConnectionChange(ConnectionState.STOPPED, 0, why.code(), null, why.reason()));
        }

        /** No hello is repeated unchanged on its connection; what passes by itself is tried on a new one, later. */
        private void refused(ServerMessage.Failure failure) {
            ErrorCode code = ErrorCode.ofWire(failure.code());
            end(CloseCode.NORMAL.code());
            if (Refusal.passes(failure.code())) {
                failures++;
                long delayMs = Math.max(failure.retryAfter(), backoff.delayMs(failures));
                waitFor(new ConnectionChange(ConnectionState.WAITING, delayMs, 0, code, failure.message()));
            } else {
                change(new ConnectionChange(ConnectionState.STOPPED, 0, 0, code, failure.message()));
            }
        }

        private void watch(long delayMs) {
            deadline = loop.schedule(delayMs, this::checkLife);
        }

        private void checkLife() {
            long silentMs = TimeUnit.NANOSECONDS.toMillis(loop.nanoTime() - heardNanos);
            if (conversation.oldestRequestMs() >= timing.replyMs()) {
                dead(this, "The server leaves requests without an answer.");
            } else if (pinged && heardNanos - pingedNanos < 0) {
                dead(this, "No sign of life from the server.");
            } else if (silentMs < timing.silenceMs()) {
                pinged = false;
                watch(timing.silenceMs() - silentMs);
            } else {
                pinged = true;
                pingedNanos = loop.nanoTime();
                transport.send(ClientCodec.encode(new ClientMessage.Ping(null)));
                watch(timing.pingMs());
            }
        }
    }
}
