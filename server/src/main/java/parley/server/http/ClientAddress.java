package parley.server.http;

import java.net.InetAddress;
import java.util.Optional;
import parley.server.websocket.Addresses;

/** Where a request really came from. */
final class ClientAddress {

    private final boolean trustProxy;

    ClientAddress(boolean trustProxy) {
        this.trustProxy = trustProxy;
    }

    /**
     * True when the client is this machine. A request that came through a proxy which we were not told to trust is not:
     * the proxy may run here and its clients anywhere.
     */
    boolean isLoopback(Request request) {
        Optional<String> forwarded = request.header("X-Forwarded-For");
        if (!trustProxy) {
            return forwarded.isEmpty()
                    && request.header("Forwarded").isEmpty()
                    && request.peer().isLoopbackAddress();
        }
        return forwarded
                .map(list -> parse(list).map(InetAddress::isLoopbackAddress).orElse(false))
                .orElse(request.peer().isLoopbackAddress());
    }

    /** The last entry: the one that the trusted proxy itself has written. What stands before it anybody can invent. */
    private static Optional<InetAddress> parse(String list) {
        String last = list.substring(list.lastIndexOf(',') + 1).strip();
        return Addresses.parse(last);
    }
}
