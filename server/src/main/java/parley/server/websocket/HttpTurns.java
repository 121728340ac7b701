package parley.server.websocket;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose request is answered when: of one address a few at once, the others in the order in which they came. Who asks for much
 * waits behind their own requests, and nobody else does. Loop thread.
 */
final class HttpTurns {
    /** Enough to keep the threads busy that make the answers. */
    static final int AT_ONCE = 8;

    private final Map<InetAddress, Line> lines = new HashMap<>();
    private final int mostWaiting;
    private int waiting;

    /** A request that waits for its turn. */
    interface Turn {
        /** The turn has come; false when it is not wanted any more. */
        boolean begin();
    }

    /** @param mostWaiting how many may wait, of all addresses together */
    HttpTurns(int mostWaiting) {
        this.mostWaiting = mostWaiting;
    }

    /**
     * Begins a request of this address now, or when its turn has come. Each that began is followed by one {@link #leave}.
     * False when too many wait.
     */
    boolean enter(InetAddress address, Turn turn) {
        Line line = lines.computeIfAbsent(address, first -> new Line());
        if (line.atOnce < AT_ONCE) {
            line.atOnce++;
            if (!turn.begin()) {
                leave(address);
            }
            return true;
        }
        if (waiting == mostWaiting) {
            return false;
        }
        waiting++;
        line.waiting.add(turn);
        return true;
    }

    /** A request of this address has had its turn. */
    void leave(InetAddress address) {
        Line line = lines.get(address);
        if (line == null) {
            throw new IllegalStateException("more have left than entered");
        }
        for (Turn next = line.waiting.poll(); next != null; next = line.waiting.poll()) {
            waiting--;
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
