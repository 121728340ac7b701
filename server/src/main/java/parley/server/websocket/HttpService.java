package parley.server.websocket;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Answers requests that ask for something else than a WebSocket. */
@FunctionalInterface
public interface HttpService {
    /**
     * Answers one request. Called on a loop's thread, so it must not block: the work is done elsewhere.
     *
     * @param read a complete request head (first line and header lines checked for their form) and whatever had arrived
     *     behind it
     * @param peer the other end of the connection
     * @param reply takes the answer
     */
    void answer(byte[] read, InetSocketAddress peer, Reply reply);

    /** The way back. */
    @FunctionalInterface
    interface Reply {
        /** What is to be sent; any thread, once. */
        void with(Response response);
    }

    /**
     * A whole response as bytes. The loop writes it, as fast as the peer reads.
     *
     * @param bytes not changed any more; each is read from its position to its limit
     * @param unread what was read beyond the request; empty when there is nothing
     * @param keepAlive whether the connection may ask again, or upgrade; else it is closed
     */
    @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
    record Response(List<ByteBuffer> bytes, byte[] unread, boolean keepAlive) {}
}
