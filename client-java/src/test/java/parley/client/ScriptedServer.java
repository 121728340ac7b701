package parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.DefaultWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.ProtocolException;
import parley.model.ServerCodec;
import parley.model.ServerMessage;

/** A server over real sockets that says exactly what a test tells it to. */
final class ScriptedServer implements AutoCloseable {
    private static final long PATIENCE_MS = 60_000;

    private final BlockingQueue<Peer> accepted = new LinkedBlockingQueue<>();
    private final Sockets sockets = new Sockets();
    private final CountDownLatch started = new CountDownLatch(1);

    ScriptedServer() throws InterruptedException {
        this(new DefaultWebSocketServerFactory());
    }

    ScriptedServer(WebSocketServerFactory factory) throws InterruptedException {
        sockets.setWebSocketFactory(factory);
        sockets.setReuseAddr(true);
        sockets.setDaemon(true);
        sockets.setConnectionLostTimeout(0);
        sockets.start();
        assertThat(started.await(PATIENCE_MS, TimeUnit.MILLISECONDS)).isTrue();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + sockets.getPort() + "/ws");
    }

    /** The next connection that a client makes. */
    Peer accept() throws InterruptedException {
        Peer peer = accepted.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
        assertThat(peer).as("a connection").isNotNull();
        return peer;
    }

    /** The next connection, welcomed as the given person without rooms to resume. */
    Peer acceptAndWelcome() throws InterruptedException {
        Peer peer = accept();
        peer.expect(ClientMessage.Hello.class);
        peer.send(Said.welcome("u_alice", "alice"));
        return peer;
    }

    void expectNoConnection(Duration within) throws InterruptedException {
        assertThat(accepted.poll(within.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    }

    @Override
    public void close() {
        try {
            sockets.stop(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection as the server sees it. */
    static final class Peer {
        private final WebSocket socket;
        private final BlockingQueue<ClientMessage> received = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();

        private Peer(WebSocket socket) {
            this.socket = socket;
        }

        <T extends ClientMessage> T expect(Class<T> type) throws InterruptedException {
            ClientMessage message = received.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
            assertThat(message)
                    .as("message on an open connection: %s", socket.isOpen())
                    .isInstanceOf(type);
            return type.cast(message);
        }

        void expectNothing(Duration within) throws InterruptedException {
            assertThat(received.poll(within.toMillis(), TimeUnit.MILLISECONDS)).isNull();
        }

        int expectClose() throws InterruptedException {
            Integer code = closed.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
            assertThat(code).as("a close").isNotNull();
            return code;
        }

        boolean isOpen() {
            return socket.isOpen();
        }

        Peer send(ServerMessage... messages) {
            List.of(messages).forEach(message -> socket.send(ServerCodec.encode(message)));
            return this;
        }

        void raw(String text) {
            socket.send(text);
        }

        /** A close frame as it is; the library's own close refuses some codes. */
        void close(int code) {
            CloseFrame frame = new CloseFrame();
            frame.setCode(code);
            socket.sendFrame(frame);
        }

        /** Ends the TCP connection without a word. */
        void cut() {
            socket.closeConnection(1006, "");
        }
    }

    private final class Sockets extends WebSocketServer {
        private final Map<WebSocket, Peer> peers = new ConcurrentHashMap<>();

        private Sockets() {
            super(
                    new InetSocketAddress("127.0.0.1", 0),
                    1,
                    List.of(new Draft_6455(List.of(), List.of(new Protocol("parley.v1")))));
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {
            Peer peer = new Peer(socket);
            peers.put(socket, peer);
            accepted.add(peer);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            try {
                peers.get(socket).received.add(ClientCodec.decode(text));
            } catch (ProtocolException e) {
                throw new AssertionError("The client sent " + text, e);
            }
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            Peer peer = peers.get(socket);
            if (peer != null) {
                peer.closed.add(code);
            }
        }

        @Override
        public void onError(WebSocket socket, Exception problem) {}
    }
}
