package parley.server.chat;

import parley.model.CloseCode;
import parley.server.limit.AddressUse;

/** The way back to one client. All methods on the connection's loop; after a close they do nothing. */
public interface Outbound {
    /** What the client's address has used of what addresses are allowed. */
    AddressUse address();

    /** Queues a message. Never blocks; a client that does not read is closed with 4001 once too much waits. */
    void send(Packet packet);

    /** Sends what is queued, then closes. */
    void close(CloseCode code);

    /** Bytes that wait for the client to read. */
    int queuedBytes();

    /** Bytes at which the connection is given up. */
    int queueLimitBytes();

    /** Runs a task once, as soon as fewer than {@code belowBytes} are waiting. */
    void onDrained(int belowBytes, Runnable task);

    /**
     * Does not read from the client for a while.
     *
     * @param ms milliseconds, more than 0
     */
    void pauseReading(long ms);

    /** Since when it has been read from, of the loop's {@code nanoTime}: since it came, or since the last pause ended. */
    long readingSinceNanos();
}
