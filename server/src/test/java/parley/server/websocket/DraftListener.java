package parley.server.websocket;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.Handshakedata;

/** Writes down what Java-WebSocket says. */
final class DraftListener extends WebSocketAdapter {
    private final List<String> said;

    DraftListener(List<String> said) {
        this.said = said;
    }

    @Override
    public void onWebsocketMessage(WebSocket socket, String message) {
        said.add("text " + message);
    }

    @Override
    public void onWebsocketPing(WebSocket socket, Framedata frame) {
        said.add("ping " + StandardCharsets.UTF_8.decode(frame.getPayloadData()));
    }

    @Override
    public void onWebsocketPong(WebSocket socket, Framedata frame) {
        said.add("pong");
    }

    @Override
    public void onWebsocketMessage(WebSocket socket, ByteBuffer blob) {
        throw new AssertionError("binary");
    }

    @Override
    public void onWebsocketError(WebSocket socket, Exception error) {
        throw new AssertionError(error);
    }

    @Override
    public void onWebsocketOpen(WebSocket socket, Handshakedata handshake) {}

    @Override
    public void onWebsocketClose(WebSocket socket, int code, String reason, boolean remote) {}

    @Override
    public void onWebsocketClosing(WebSocket socket, int code, String reason, boolean remote) {}

    @Override
    public void onWebsocketCloseInitiated(WebSocket socket, int code, String reason) {}

    @Override
    public void onWriteDemand(WebSocket socket) {}

    @Override
    public InetSocketAddress getLocalSocketAddress(WebSocket socket) {
        return new InetSocketAddress(0);
    }

    @Override
    public InetSocketAddress getRemoteSocketAddress(WebSocket socket) {
        return new InetSocketAddress(0);
    }
}
