package parley.server.websocket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import parley.server.limit.Limits;
import parley.server.loop.Acceptor;
import parley.server.loop.AgentRunner;
import parley.server.loop.LoopGroup;
import parley.server.loop.TimeSource;

/** Loops, acceptor and front door, with a listener that echoes. Closing it fails the test when something was reported. */
final class TestServer implements AutoCloseable {
    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    final List<Integer> closeCodes = new CopyOnWriteArrayList<>();
    final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    final LoopGroup loops;
    final FrontDoor door;
    final InetSocketAddress address;
    private final AgentRunner acceptor;

    TestServer() throws IOException {
        this(2, FrontDoorSettings.local(Limits.usual()));
    }

    TestServer(int size, FrontDoorSettings settings) throws IOException {
        this(size, settings, (read, peer, reply) -> reply.with(new HttpService.Response(List.of(), read, false)));
    }

    TestServer(int size, FrontDoorSettings settings, HttpService http) throws IOException {
        loops = new LoopGroup(size, TimeSource.system(), Thread::new, (where, error) -> errors.add(error));
        door = new FrontDoor(settings, http, this::open, loops);
        Acceptor listening = Acceptor.listen(new InetSocketAddress("127.0.0.1", 0), loops, door);
        address = listening.address();
        acceptor = new AgentRunner(listening, Thread::new, (where, error) -> errors.add(error));
        loops.start();
        acceptor.start();
    }

    private ConnectionListener open(Connection connection) {
        connections.add(connection);
        return new ConnectionListener() {
            @Override
            public void onText(String text) {
                if (text.equals("throw")) {
                    throw new IllegalStateException("as asked");
                }
                connection.send(Frame.text(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            }

            @Override
            public void onBinary(byte[] bytes) {
                connection.send(Frame.of(Opcode.BINARY, bytes));
            }

            @Override
            public void onClosed(int code) {
                closeCodes.add(code);
                connections.remove(connection);
            }
        };
    }

    /** On every connection's loop. */
    void broadcast(Frame frame) {
        connections.forEach(connection -> connection.loop().execute(() -> connection.send(frame)));
    }

    /** As on SIGTERM. */
    void stop() {
        try {
            acceptor.close(5_000);
            loops.stop(5_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
        if (!errors.isEmpty()) {
            AssertionError unexpected = new AssertionError("The loops reported " + errors);
            errors.forEach(unexpected::addSuppressed);
            throw unexpected;
        }
    }
}
