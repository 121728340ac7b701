package parley.desktop;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.ErrorCode;
import parley.model.Event;
import parley.model.Limit;
import parley.model.Position;
import parley.model.ProtocolException;
import parley.model.ServerCodec;
import parley.model.ServerMessage;
import parley.model.Timestamp;

/**
 * One room on a real socket, small enough to be obviously right, that can be told what to do. Times are given by the test.
 * What it holds survives {@link #stop} and {@link #start}.
 */
public final class ScriptedServer implements AutoCloseable {
    private final List<Event> log = new ArrayList<>();
    private final Map<String, ServerMessage.Ack> acks = new ConcurrentHashMap<>();
    private final Map<WebSocket, ServerMessage.User> people = new ConcurrentHashMap<>();
    private final Set<WebSocket> members = new HashSet<>();
    private volatile long nowMs;
    private volatile boolean durable = true;
    private volatile boolean answersWrites = true;
    private volatile boolean holdsHistory;
    private final List<Runnable> heldHistory = new ArrayList<>();
    private volatile @Nullable ErrorCode refusal;
    private volatile int port;
    private @Nullable Socket socket;

    /** A server that is running. */
    public ScriptedServer(long nowMs) throws InterruptedException {
        this.nowMs = nowMs;
        start();
    }

    public URI address() {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    /** Opens the port, the same as before. */
    public synchronized void start() throws InterruptedException {
        socket = new Socket(port);
        socket.start();
        socket.started.await();
        port = socket.getPort();
    }

    /** Ends all connections without a word of why, as a killed process does. */
    public void stop() {
        Socket open = socket;
        if (open != null) {
            open.getConnections().forEach(connection -> connection.closeConnection(1006, ""));
            try {
                open.stop(0);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** The time of what is written from now on. */
    public void setNow(String time) {
        nowMs = Timestamp.parse(time);
    }

    public void setDurable(boolean value) {
        durable = value;
    }

    /** Without answers a message stays on its way. */
    public void setAnswersWrites(boolean value) {
        answersWrites = value;
    }

    /** Answers to history wait until this is false again. */
    public synchronized void setHoldsHistory(boolean value) {
        holdsHistory = value;
        if (!value) {
            heldHistory.forEach(Runnable::run);
            heldHistory.clear();
        }
    }

    /** How many answers to history wait. */
    public synchronized int heldHistory() {
        return heldHistory.size();
    }

    /** Every write gets this error; null: none. */
    public void setRefusal(@Nullable ErrorCode code) {
        refusal = code;
    }

    /** Somebody else writes. */
    public long says(String username, String text) {
        return append(user(username), text, "ref " + username + System.nanoTime());
    }

    /** Somebody else deletes or edits a message; {@code text} null deletes. */
    public synchronized void changes(long target, @Nullable String text) {
        Event.Message message = find(target).orElseThrow();
        change(
                new ServerMessage.User(message.user(), message.username(), true),
                target,
                text,
                "ref " + System.nanoTime());
    }

    /** Closes every connection with this code. */
    public void closeAll(int code) {
        Socket open = socket;
        if (open != null) {
            open.getConnections().forEach(connection -> connection.close(code, "told to"));
        }
    }

    /** The texts in the log, deleted ones as null. */
    public synchronized List<@Nullable String> texts() {
        List<@Nullable String> texts = new ArrayList<>();
        messages().forEach(message -> texts.add(message.message()));
        return texts;
    }

    private static ServerMessage.User user(String username) {
        return new ServerMessage.User("u_" + username, username, true);
    }

    private synchronized long append(ServerMessage.User author, String text, String ref) {
        long seq = log.size() + 1L;
        add(new Event.Message("lobby", seq, author.username(), author.id(), text, Timestamp.format(nowMs), ref, null));
        return seq;
    }

    private synchronized long change(ServerMessage.User author, long target, @Nullable String text, String ref) {
        Event.Message old = find(target).orElseThrow();
        String time = Timestamp.format(nowMs);
        log.set(
                (int) target - 1,
                new Event.Message(
                        "lobby",
                        target,
                        old.username(),
                        old.user(),
                        text,
                        old.timestamp(),
                        old.ref(),
                        text == null ? null : time));
        long seq = log.size() + 1L;
        add(
                text == null
                        ? new Event.Deleted("lobby", seq, target, author.username(), author.id(), time, ref)
                        : new Event.Edited("lobby", seq, target, text, author.username(), author.id(), time, ref));
        return seq;
    }

    private void add(Event event) {
        log.add(event);
        String text = ServerCodec.encode(event);
        members.stream().filter(WebSocket::isOpen).forEach(member -> member.send(text));
    }

    private Optional<Event.Message> find(long seq) {
        return messages().stream().filter(message -> message.seq() == seq).findFirst();
    }

    private List<Event.Message> messages() {
        return log.stream()
                .filter(Event.Message.class::isInstance)
                .map(Event.Message.class::cast)
                .toList();
    }

    private synchronized void answer(WebSocket from, ClientMessage request) {
        if (request instanceof ClientMessage.Hello hello) {
            hello(from, hello);
        } else if (request instanceof ClientMessage.Join join) {
            from.send(ServerCodec.encode(joined(join.at(), join.limit(), join.ref())));
            members.add(from);
        } else if (request instanceof ClientMessage.History history) {
            Runnable reply = () -> from.send(ServerCodec.encode(page(history)));
            if (holdsHistory) {
                heldHistory.add(reply);
            } else {
                reply.run();
            }
        } else if (request instanceof ClientMessage.Write write) {
            write(from, write);
        } else if (request instanceof ClientMessage.Leave leave) {
            members.remove(from);
            from.send(ServerCodec.encode(new ServerMessage.Ack(leave.ref(), leave.room(), 0, null, false, false)));
        } else {
            from.send(ServerCodec.encode(new ServerMessage.Pong(request.ref())));
        }
    }

    private void hello(WebSocket from, ClientMessage.Hello hello) {
        String name = hello.username() == null ? String.valueOf(hello.token()).substring(6) : hello.username();
        if (name.equals("taken")) {
            from.send(ServerCodec.encode(ServerMessage.Failure.of(ErrorCode.NAME_TAKEN, hello.ref(), null)));
            return;
        }
        people.put(from, user(name));
        from.send(ServerCodec.encode(new ServerMessage.Welcome(
                hello.ref(),
                1,
                user(name),
                hello.token() == null ? "token " + name : null,
                "session",
                new ServerMessage.Server("parley", "0.1.0", "n1", durable),
                Timestamp.format(nowMs),
                Limit.HEARTBEAT_MS.value(),
                List.of(),
                new ServerMessage.Limits(65_536, 4_000, 32, 100, 200, 200, 1_000, 86_400_000, 0, 0),
                List.of(new ServerMessage.RoomInfo("lobby", "Lobby", "public")))));
        for (Position position : hello.resume()) {
            from.send(ServerCodec.encode(joined(position, 50, null)));
            members.add(from);
        }
    }

    private ServerMessage.Joined joined(@Nullable Position at, int limit, @Nullable String ref) {
        List<Event> events = new ArrayList<>();
        long from = 1;
        if (at == null) {
            List<Event.Message> all = messages();
            events.addAll(all.subList(Math.max(0, all.size() - limit), all.size()));
            from = events.isEmpty() ? log.size() + 1L : events.get(0).seq();
            from = all.size() <= limit ? 1 : from;
        } else {
            from = at.seq() + 1;
            events.addAll(log.subList((int) at.seq(), log.size()));
        }
        String time = log.isEmpty() ? null : Timestamp.format(nowMs);
        return new ServerMessage.Joined(
                ref,
                "lobby",
                "e1",
                log.size(),
                time,
                events,
                from,
                log.size(),
                at == null && from > 1,
                248,
                false,
                null);
    }

    private ServerMessage.HistoryPage page(ClientMessage.History request) {
        if (request.direction() == ClientMessage.History.Direction.AFTER) {
            int to = (int) Math.min(log.size(), request.at() + request.limit());
            List<Event> events = log.subList((int) request.at(), to);
            return new ServerMessage.HistoryPage(
                    request.ref(),
                    "lobby",
                    "e1",
                    List.copyOf(events),
                    request.at() + 1,
                    to,
                    request.at() > 0,
                    to < log.size());
        }
        long before = request.direction() == ClientMessage.History.Direction.BEFORE ? request.at() : Long.MAX_VALUE;
        List<Event.Message> older =
                messages().stream().filter(message -> message.seq() < before).toList();
        List<Event.Message> listed = older.subList(Math.max(0, older.size() - request.limit()), older.size());
        boolean more = listed.size() < older.size();
        long from = more ? listed.get(0).seq() : 1;
        return new ServerMessage.HistoryPage(
                request.ref(), "lobby", "e1", List.copyOf(listed), from, Math.min(before - 1, log.size()), more, true);
    }

    private void write(WebSocket from, ClientMessage.Write write) {
        if (!answersWrites) {
            return;
        }
        ErrorCode code = refusal;
        if (code != null) {
            from.send(ServerCodec.encode(ServerMessage.Failure.of(code, write.ref(), write.room())));
            return;
        }
        ServerMessage.Ack known = acks.get(write.ref());
        if (known == null) {
            ServerMessage.User author = people.get(from);
            long seq = write instanceof ClientMessage.Send send
                    ? append(author, send.message(), send.ref())
                    : write instanceof ClientMessage.Edit edit
                            ? change(author, edit.target(), edit.message(), edit.ref())
                            : change(author, ((ClientMessage.Delete) write).target(), null, write.ref());
            known = new ServerMessage.Ack(write.ref(), "lobby", seq, Timestamp.format(nowMs), false, false);
            acks.put(write.ref(), known);
        }
        from.send(ServerCodec.encode(known));
    }

    /** The socket of one run. */
    private final class Socket extends WebSocketServer {
        private final CountDownLatch started = new CountDownLatch(1);

        Socket(int port) {
            super(new InetSocketAddress("127.0.0.1", port), 1);
            setReuseAddr(true);
            setTcpNoDelay(true);
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(WebSocket connection, ClientHandshake handshake) {}

        @Override
        public void onClose(WebSocket connection, int code, String reason, boolean remote) {
            synchronized (ScriptedServer.this) {
                members.remove(connection);
                people.remove(connection);
            }
        }

        @Override
        public void onMessage(WebSocket connection, String text) {
            try {
                answer(connection, ClientCodec.decode(text));
            } catch (ProtocolException problem) {
                throw new AssertionError("The app sent " + text, problem);
            }
        }

        @Override
        public void onError(@Nullable WebSocket connection, Exception problem) {
            if (connection == null) {
                throw new AssertionError(problem);
            }
        }
    }
}
