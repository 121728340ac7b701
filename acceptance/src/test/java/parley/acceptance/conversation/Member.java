package parley.acceptance.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.ClientMessage.Hello;
import parley.model.ClientMessage.History;
import parley.model.ClientMessage.Join;
import parley.model.Event;
import parley.model.Position;
import parley.model.ProtocolException;
import parley.model.ServerCodec;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Ack;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.HistoryPage;
import parley.model.ServerMessage.Joined;
import parley.model.ServerMessage.Welcome;

/**
 * One connection of a person: {@code alice.sends(…)}, {@code bob.receives(…)}. Answers pings while it waits; heartbeats are
 * passed over unless they are asked for; everything else must be received in the order in which it came.
 */
public final class Member implements AutoCloseable {
    private static final long PATIENCE_MS = 10_000;

    private final RawWebSocket socket;
    private final Deque<ServerMessage> unread = new ArrayDeque<>();
    private @Nullable String lastText;
    private @Nullable Welcome welcome;

    private Member(RawWebSocket socket) {
        this.socket = socket;
    }

    /** A connection after the handshake and before the hello. */
    public static Member connect(URI server) {
        try {
            RawWebSocket socket = new RawWebSocket(server);
            assertThat(socket.request(RawWebSocket.handshake(server)).status()).isEqualTo(101);
            return new Member(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The socket, for what no client should do. */
    public RawWebSocket socket() {
        return socket;
    }

    /** The last welcome. */
    public Welcome welcome() {
        assertThat(welcome).as("a welcome").isNotNull();
        return welcome;
    }

    /** Says hello with a name and is welcomed. */
    public Member hello(String username) {
        return hello(username, null, List.of());
    }

    /** Says hello and is welcomed. */
    public Member hello(@Nullable String username, @Nullable String token, List<Position> resume) {
        sends(new Hello(1, username, token, null, "conformance", resume, "hello"));
        welcome = receives(Welcome.class);
        assertThat(welcome.ref()).isEqualTo("hello");
        return this;
    }

    /** Sends a message of the protocol. */
    public void sends(ClientMessage message) {
        says(ClientCodec.encode(message));
    }

    /** Sends a text as it is. */
    public void says(String text) {
        try {
            socket.text(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message, which is of this type. */
    public <T extends ServerMessage> T receives(Class<T> type) {
        ServerMessage message = next(type == ServerMessage.Heartbeat.class, PATIENCE_MS);
        assertThat(message).isInstanceOf(type);
        return type.cast(message);
    }

    /** The next message, of whatever type, heartbeats too. */
    public ServerMessage awaits(long withinMs) {
        return next(true, withinMs);
    }

    /** As many messages of a type, in order. */
    public <T extends ServerMessage> List<T> receives(int count, Class<T> type) {
        List<T> messages = new ArrayList<>(count);
        while (messages.size() < count) {
            messages.add(receives(type));
        }
        return messages;
    }

    /** The next message is this refusal. */
    public Failure isRefused(String code) {
        Failure failure = receives(Failure.class);
        assertThat(failure.code()).as(failure.message()).isEqualTo(code);
        assertThat(failure.message()).isNotBlank();
        return failure;
    }

    /** Nothing but heartbeats comes for this long. */
    public void receivesNothing(Duration within) {
        if (unread.isEmpty()) {
            ServerMessage message = poll(false, within.toMillis());
            assertThat(message).isNull();
        } else {
            assertThat(unread).isEmpty();
        }
    }

    /** Everything sent so far was answered: nothing comes before the pong. */
    public void receivesNothingMore() {
        String ref = ref();
        sends(new ClientMessage.Ping(ref));
        assertThat(receives(ServerMessage.Pong.class).ref()).isEqualTo(ref);
    }

    /** The server closes with this code; messages before that are passed over. */
    public void isClosed(int code) {
        isClosed(code, PATIENCE_MS);
    }

    /** The server closes with this code within a time. */
    public void isClosed(int code, long withinMs) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
        try {
            while (true) {
                RawWebSocket.Frame frame = socket.read(leftMs(deadline));
                if (frame.opcode() == RawWebSocket.CLOSE) {
                    assertThat(frame.closeCode()).as(frame.closeReason()).isEqualTo(code);
                    assertThat(frame.payload()).hasSizeLessThanOrEqualTo(125);
                    return;
                }
                answer(frame);
            }
        } catch (IOException e) {
            throw new AssertionError("expected a close with " + code, e);
        }
    }

    /** Joins a room without a position. */
    public Joined joins(String room) {
        return joins(room, null);
    }

    /** Joins a room at a position. */
    public Joined joins(String room, @Nullable Position at) {
        String ref = ref();
        sends(new Join(room, at, 50, ref));
        Joined joined = receives(Joined.class);
        assertThat(joined.ref()).isEqualTo(ref);
        assertThat(joined.room()).isEqualTo(room);
        return joined;
    }

    /** Sends a text to a room and takes the ack; the own event, before or after it, is left to be received. */
    public Ack writes(String room, String text) {
        return acked(new ClientMessage.Send(room, text, ref()));
    }

    /** Sends a write and takes its ack. */
    public Ack acked(ClientMessage.Write write) {
        sends(write);
        return replied(Ack.class, write.ref());
    }

    /** Sends a write and takes its refusal. */
    public Failure refused(ClientMessage.Write write, String code) {
        sends(write);
        Failure failure = replied(Failure.class, write.ref());
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.room()).isEqualTo(write.room());
        return failure;
    }

    /** Reads history. */
    public HistoryPage reads(String room, History.Direction direction, long at, int limit) {
        String ref = ref();
        sends(new History(room, direction, at, limit, ref));
        return replied(HistoryPage.class, ref);
    }

    /** The reply to a ref; events that came before it stay to be received. */
    public <T extends ServerMessage.Reply> T replied(Class<T> type, String ref) {
        Deque<ServerMessage> before = new ArrayDeque<>();
        while (true) {
            ServerMessage message = next(false, PATIENCE_MS);
            if (!(message instanceof Event)) {
                assertThat(message).isInstanceOf(type);
                assertThat(refOf(message)).isEqualTo(ref);
                while (!before.isEmpty()) {
                    unread.addFirst(before.removeLast());
                }
                return type.cast(message);
            }
            before.addLast(message);
        }
    }

    /** A new ref. */
    public static String ref() {
        return UUID.randomUUID().toString();
    }

    /** The text of the message received last, as it came. */
    public String lastText() {
        return String.valueOf(lastText);
    }

    /** Ends the connection without a word. */
    public void vanishes() {
        try {
            socket.cut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection as it should be. */
    @Override
    public void close() {
        try (socket) {
            socket.frame(RawWebSocket.FIN | RawWebSocket.CLOSE, new byte[] {3, (byte) 0xE8});
        } catch (IOException e) {
            // The server went first.
            return;
        }
    }

    private static @Nullable String refOf(ServerMessage message) {
        if (message instanceof Ack m) {
            return m.ref();
        }
        if (message instanceof HistoryPage m) {
            return m.ref();
        }
        return message instanceof Failure m ? m.ref() : null;
    }

    private ServerMessage next(boolean heartbeats, long withinMs) {
        ServerMessage message = unread.isEmpty() ? poll(heartbeats, withinMs) : unread.removeFirst();
        assertThat(message).as("a message within %d ms", withinMs).isNotNull();
        return message;
    }

    private @Nullable ServerMessage poll(boolean heartbeats, long withinMs) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
        try {
            while (true) {
                RawWebSocket.Frame frame = socket.read(leftMs(deadline));
                if (frame.opcode() == RawWebSocket.TEXT) {
                    assertThat(frame.fin()).as("one frame a message").isTrue();
                    lastText = frame.text();
                    ServerMessage message = ServerCodec.decode(lastText);
                    if (heartbeats || !(message instanceof ServerMessage.Heartbeat)) {
                        return message;
                    }
                } else {
                    answer(frame);
                    assertThat(frame.opcode())
                            .as("closed %s %s", frame.closeCode(), frame.closeReason())
                            .isNotEqualTo(RawWebSocket.CLOSE);
                }
            }
        } catch (SocketTimeoutException e) {
            return null;
        } catch (EOFException | SocketException e) {
            throw new AssertionError("The server ended the connection.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ProtocolException e) {
            throw new AssertionError("The server sent " + lastText, e);
        }
    }

    private void answer(RawWebSocket.Frame frame) throws IOException {
        if (frame.opcode() == RawWebSocket.PING) {
            socket.frame(RawWebSocket.FIN | RawWebSocket.PONG, frame.payload());
        }
    }

    private static long leftMs(long deadline) throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return left;
    }
}
