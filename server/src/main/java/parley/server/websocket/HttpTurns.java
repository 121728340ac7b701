package parley.server.websocket;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose request is answered when: of one address a few at once, the others in the order in which they came. Who asks for much
 * waits behind their own requests, and nobody else does. What waits is bounded by the connections, each of which has one
 * request at a time. Loop thread.
 */
final class HttpTurns {
    /** Enough to keep the threads busy that make the answers. */
    static final int AT_ONCE = 8;

    private final Map<InetAddress, Line> lines = new HashMap<>();

    /** A request that waits for its turn. */
    interface Turn {
        /** The turn has come; false when it is not wanted any more. */
        boolean begin();
    }

    /** Begins a request of this address now, or when its turn has come. Each that began is followed by one {@link #leave}. */
    void enter(InetAddress address, Turn turn) {
        Line line = lines.computeIfAbsent(address, first -> new Line());
        if (line.atOnce == AT_ONCE) {
            line.waiting.add(turn);
            return;
        }
        line.atOnce++;
        if (!turn.begin()) {
            leave(address);
        }
    }

    /** A request of this address has had its turn. */
    void leave(InetAddress address) {
        Line line = lines.get(address);
        if (line == null) {
            throw new IllegalStateException("more have left than entered");
        }
        for (Turn next = line.waiting.poll(); next != null; next = line.waiting.poll()) {
            if (next.begin()) {
                return;
            }
        }
        line.atOnce--;
        if (line.atOnce == 0) {
            lines.remove(address);
        }
    }

    /** Addresses that have a request. */
    int addresses() {
        return lines.size();
    }

    private static final class Line {
        private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
        private int atOnce;
    }
}
