package parley.server.websocket;

import java.nio.channels.SocketChannel;

/** Takes over connections that ask for something else than a WebSocket. */
@FunctionalInterface
public interface HttpHandoff {
    /**
     * Takes over a channel that no selector knows any more. Called on a loop's thread, so it must not block: queue the
     * exchange, or, when there is no room for it, answer and close from elsewhere. If this method throws, the channel is
     * closed.
     *
     * @param channel in blocking mode, connected; from now on the taker's, who either closes it or gives it back
     * @param alreadyRead a complete request head (first line and header lines checked for their form, at most 16 KiB) and
     *     whatever had arrived behind it
     * @param giveBack for returning the channel
     */
    void take(SocketChannel channel, byte[] alreadyRead, Return giveBack);

    /** The way back to the loop that a channel came from. */
    @FunctionalInterface
    interface Return {
        /**
         * After one exchange, the channel goes back to wait for its next request head (60 s at most), which may be an
         * upgrade. Any thread, at most once per {@link HttpHandoff#take}; a channel that was closed need not be given back.
         *
         * @param channel in either blocking mode; not touched by the caller any more
         * @param unread bytes that were read beyond the exchange; empty when there are none
         */
        void giveBack(SocketChannel channel, byte[] unread);
    }
}
