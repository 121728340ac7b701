package parley.server.websocket;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.limit.Quantity;
import parley.server.loop.EventLoop;
import parley.server.loop.LoopGroup;
import parley.server.loop.ManualTime;

/** A front door on one loop that the test drives, in the test's own thread and time, over real sockets. */
final class HandDriven implements AutoCloseable {
    private static final Limits WITHOUT = Limits.with(
            Map.of(Bound.CONNECTIONS_PER_ADDRESS, Quantity.of(0), Bound.WAITING_PER_ADDRESS, Quantity.of(0)), false);

    final ManualTime time = new ManualTime();
    final List<String> errors = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    final List<Integer> closeCodes = new ArrayList<>();
    final List<Connection> connections = new ArrayList<>();
    final LoopGroup loops;
    final EventLoop loop;
    final FrontDoor door;
    private final ServerSocketChannel listening;
    private boolean ended;
    private HttpService.Reply reply = response -> {};
    private final List<AutoCloseable> clients = new ArrayList<>();

    HandDriven() throws IOException {
        this(FrontDoorSettings.local(WITHOUT));
    }

    HandDriven(FrontDoorSettings settings) throws IOException {
        loops = new LoopGroup(1, time, Thread::new, (where, error) -> errors.add(where + ": " + error.getMessage()));
        loop = loops.loops().get(0);
        loop.onStart();
        listening = ServerSocketChannel.open();
        listening.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 16_384);
        listening.bind(new InetSocketAddress("127.0.0.1", 0));
        door = new FrontDoor(settings, this::ask, this::open, loops);
    }

    private void ask(byte[] read, InetSocketAddress peer, HttpService.Reply back) {
        heard.add("http");
        reply = back;
    }

    /** Answers the request that came last. */
    void answer(byte[] response, String unread, boolean keepAlive) {
        reply.with(new HttpService.Response(
                List.of(ByteBuffer.wrap(response)), unread.getBytes(StandardCharsets.US_ASCII), keepAlive));
    }

    private ConnectionListener open(Connection connection) {
        connections.add(connection);
        return new ConnectionListener() {
            @Override
            public void onText(String text) {
                heard.add(text);
                if (text.equals("throw")) {
                    throw new IllegalStateException("listener");
                }
                if (text.equals("pause")) {
                    connection.pauseReading(1_000);
                }
            }

            @Override
            public void onClosed(int code) {
                closeCodes.add(code);
            }
        };
    }

    /** A client that has connected and said nothing. */
    RawClient connect() throws IOException {
        RawClient client = new RawClient((InetSocketAddress) listening.getLocalAddress());
        clients.add(client);
        SocketChannel channel = listening.accept();
        loop.take(channel, door);
        loop.doWork();
        return client;
    }

    /** A client whose handshake is done, with its connection the last of {@link #connections}. */
    RawClient upgrade() throws IOException {
        RawClient client = connect();
        int before = connections.size();
        client.send(RawClient.upgrade("localhost").getBytes(StandardCharsets.US_ASCII));
        until(() -> connections.size() == before + 1);
        client.readHead();
        return client;
    }

    Connection connection() {
        return connections.get(connections.size() - 1);
    }

    /** Turns until it is so. */
    void until(Callable<Boolean> condition) {
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    loop.doWork();
                    return condition.call();
                });
    }

    /** Lets time pass, in steps of less than a tick, with a turn each. */
    void pass(long ms) throws IOException {
        for (long passed = 0; passed < ms; passed += 10) {
            time.advanceMs(10);
            loop.doWork();
        }
    }

    /** Turns until nothing is left to do. */
    void settle() throws IOException {
        while (loop.doWork() > 0) {
            Thread.onSpinWait();
        }
    }

    /** As when the server ends. Once. */
    void endLoop() {
        if (!ended) {
            ended = true;
            loop.onClose();
        }
    }

    @Override
    public void close() {
        endLoop();
        try {
            for (AutoCloseable client : clients) {
                client.close();
            }
            listening.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
