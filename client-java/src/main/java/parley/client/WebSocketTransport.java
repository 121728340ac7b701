package parley.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.ReadyState;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.java_websocket.protocols.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.model.Limit;

/** A WebSocket over TCP or TLS, by Java-WebSocket: {@code wss} checks certificates by the system's trust and the host name. */
public final class WebSocketTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketTransport.class);
    private static final String SUBPROTOCOL = "parley.v1";
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final long CLOSE_TIMEOUT_MS = 2_000;
    private static final Pattern REFUSED = Pattern.compile("Invalid status code received: (\\d{3})");

    private final Socket socket;

    /**
     * @param server ws://host:port/ws or wss://host/ws
     * @param listener hears from this connection's own threads
     */
    public WebSocketTransport(URI server, Listener listener) {
        socket = new Socket(server, listener);
    }

    @Override
    public void connect() {
        socket.connect();
    }

    @Override
    public void send(String text) {
        try {
            socket.send(text);
        } catch (WebsocketNotConnectedException e) {
            // Its end is reported by closed(): nothing to add here.
            return;
        }
    }

    @Override
    public void close(int code, String reason) {
        if (socket.getReadyState() == ReadyState.NOT_YET_CONNECTED) {
            abort();
            return;
        }
        socket.close(code, reason);
        // A dead peer never answers the close frame: its socket must not stay for ever.
        CompletableFuture.delayedExecutor(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .execute(this::abort);
    }

    @Override
    public void abort() {
        socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
        try {
            // The library's threads may hang in a read or write that only this ends.
            if (socket.getSocket() != null) {
                socket.getSocket().close();
            }
        } catch (IOException e) {
            LOG.debug("Closing a socket failed.", e);
        }
    }

    private static final class Socket extends WebSocketClient {
        private final Listener listener;
        private volatile @Nullable Exception failure;
        private volatile boolean opened;

        private Socket(URI server, Listener listener) {
            super(server, draft(), Map.of(), CONNECT_TIMEOUT_MS);
            this.listener = listener;
            setTcpNoDelay(true);
            setDaemon(true);
            // Liveness is the client's own (protocol §5): 0 turns the library's off.
            setConnectionLostTimeout(0);
        }

        private static Draft_6455 draft() {
            // The empty protocol accepts a server that echoes none.
            return new Draft_6455(
                    List.of(),
                    List.of(new Protocol(SUBPROTOCOL), new Protocol("")),
                    Limit.SERVER_MESSAGE_BYTES.value());
        }

        /** Also makes the handshake here, where its failure reaches {@link #onError} before {@link #onClose}. */
        @Override
        protected void onSetSSLParameters(SSLParameters parameters) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            try {
                SSLSocket tls = (SSLSocket) getSocket();
                tls.setSSLParameters(parameters);
                tls.startHandshake();
            } catch (IOException e) {
                throw new UncheckedIOException(e.toString(), e);
            }
        }

        @Override
        public void onOpen(ServerHandshake handshake) {
            opened = true;
            listener.opened();
        }

        @Override
        public void onMessage(String message) {
            listener.text(message);
        }

        @Override
        public void onMessage(ByteBuffer bytes) {
            close(CloseFrame.REFUSE, "");
        }

        @Override
        public void onWebsocketPing(WebSocket connection, Framedata ping) {
            listener.heard();
            super.onWebsocketPing(connection, ping);
        }

        @Override
        public void onWebsocketPong(WebSocket connection, Framedata pong) {
            listener.heard();
        }

        @Override
        public void onError(Exception problem) {
            failure = problem;
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {
            Matcher refused = REFUSED.matcher(reason == null ? "" : reason);
            int status = refused.find() ? Integer.parseInt(refused.group(1)) : 0;
            Exception known = failure;
            String why = reason == null || reason.isEmpty() ? String.valueOf(known == null ? "" : known) : reason;
            if (opened) {
                listener.closed(new Closed(code > 0 ? code : CloseFrame.ABNORMAL_CLOSE, status, why));
                return;
            }
            // Before the handshake is done there are no close codes; the library makes up its own.
            ConnectionProblem problem = status == 0 ? ConnectionProblem.of(known) : ConnectionProblem.of(status);
            listener.closed(new Closed(CloseFrame.ABNORMAL_CLOSE, status, why, problem));
        }
    }
}
