package parley.server;

import parley.model.CloseCode;
import parley.server.chat.Chat;
import parley.server.chat.Outbound;
import parley.server.chat.Packet;
import parley.server.chat.Session;
import parley.server.limit.AddressUse;
import parley.server.websocket.Connection;
import parley.server.websocket.ConnectionListener;

/** Joins a WebSocket connection and its chat session. On the connection's loop. */
final class ChatConnection implements ConnectionListener, Outbound {
    private final Connection connection;
    private final Session session;

    ChatConnection(Chat chat, Connection connection) {
        this.connection = connection;
        this.session = chat.open(connection.loop().index(), this);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void onText(String text) {
        session.onText(text);
    }

    @Override
    public void onClosed(int code) {
        session.onClosed();
    }

    @Override
    public AddressUse address() {
        return connection.addressUse();
    }

    @Override
    public void send(Packet packet) {
        connection.send(ChatTransport.frameOf(packet));
    }

    @Override
    public void close(CloseCode code) {
        connection.close(code);
    }

    @Override
    public int queuedBytes() {
        return connection.queuedBytes();
    }

    @Override
    public int queueLimitBytes() {
        return connection.queueLimitBytes();
    }

    @Override
    public void onDrained(int belowBytes, Runnable task) {
        connection.onDrained(belowBytes, task);
    }

    @Override
    public void pauseReading(long ms) {
        connection.pauseReading(ms);
    }

    @Override
    public long readingSinceNanos() {
        return connection.readingSinceNanos();
    }
}
