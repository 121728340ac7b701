package parley.server.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import parley.server.loop.LoopSocket;

/**
 * The writing half of a connection. All that a turn brought is gathered in the loop's write buffer and goes out by one
 * write; the socket is only watched for room while output lags. Loop thread.
 */
final class Outbound {
    private final LoopSocket socket;
    private final Traffic traffic;
    private final OutboundQueue queue;
    private final List<Waiter> waiters = new ArrayList<>(0);

    /** Somebody who wants to go on when less is queued. */
    private record Waiter(int belowBytes, Runnable task) {}

    Outbound(LoopSocket socket, Traffic traffic, Frame opening) {
        this.socket = socket;
        this.traffic = traffic;
        queue = new OutboundQueue(opening);
        socket.flushLater();
    }

    int bytes() {
        return queue.bytes();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    void add(Frame frame) {
        queue.add(frame);
        socket.flushLater();
    }

    void ping() {
        queue.ping();
        socket.flushLater();
    }

    void pong(ByteBuffer payload) {
        queue.pong(payload);
        socket.flushLater();
    }

    void dropNotBegun() {
        queue.dropNotBegun();
    }

    /** Writes once, at most the loop's write buffer. */
    void write() throws IOException {
        ByteBuffer buffer = socket.loop().writeBuffer();
        queue.fill(buffer);
        buffer.flip();
        if (buffer.hasRemaining()) {
            int count = socket.write(buffer);
            traffic.wrote(count, queue.written(count));
        }
        socket.wantWrite(!queue.isEmpty());
        if (!waiters.isEmpty()) {
            wakeWaiters();
        }
    }

    void onDrained(int belowBytes, Runnable task) {
        waiters.add(new Waiter(belowBytes, task));
        wakeWaiters();
    }

    private void wakeWaiters() {
        for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
            Waiter waiter = all.next();
            if (queue.bytes() < waiter.belowBytes()) {
                all.remove();
                socket.loop().execute(() -> socket.guard("drained", waiter.task()));
            }
        }
    }
}
