package parley.server.websocket;

/** Makes the listener of each new connection. */
@FunctionalInterface
public interface ConnectionListenerFactory {
    /** On the connection's loop, after the 101 was queued: what is sent from here follows it. */
    ConnectionListener open(Connection connection);
}
