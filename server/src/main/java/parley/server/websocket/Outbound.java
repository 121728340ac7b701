package parley.server.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.server.loop.LoopSocket;

/**
 * The writing half of a connection. All that a turn brought goes out by one write: as the run of a {@link Broadcast}, when
 * there is nothing else, or gathered in the loop's write buffer. The socket is only watched for room while output lags. Loop
 * thread.
 */
final class Outbound {
    private final LoopSocket socket;
    private final Traffic traffic;
    private final RunImage image;
    private final OutboundQueue queue;
    private final List<Waiter> waiters = new ArrayList<>(0);
    /** What it rides, with its place there and the first frame for it; behind all that is queued. */
    private @Nullable Run run;

    private Broadcast.@Nullable Seat seat;
    private int first;

    /** Somebody who wants to go on when less is queued. */
    private record Waiter(int belowBytes, Runnable task) {}

    Outbound(LoopSocket socket, Terms terms, Frame opening) {
        this.socket = socket;
        traffic = terms.traffic();
        image = terms.image();
        queue = new OutboundQueue(opening);
        socket.flushLater();
    }

    int bytes() {
        return queue.bytes() + (run == null ? 0 : run.bytes() - run.start(first));
    }

    boolean isEmpty() {
        return bytes() == 0;
    }

    void add(Frame frame) {
        alight();
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

    void flushLater() {
        socket.flushLater();
    }

    void flushAfterOthers() {
        socket.flushAfterOthers();
    }

    void dropNotBegun() {
        alight();
        queue.dropNotBegun();
    }

    /**
     * Writes a run, from one of its frames on, with the next flush.
     *
     * @return false when something else is to be written before; its frames have to be queued then
     */
    boolean ride(Broadcast.Seat newSeat, Run newRun, int firstFrame) {
        alight();
        if (!queue.isEmpty()) {
            return false;
        }
        seat = newSeat;
        run = newRun;
        first = firstFrame;
        newRun.boarded();
        return true;
    }

    /** Queues what it rides. */
    void alight() {
        if (run != null) {
            queueRun(run);
            socket.flushLater();
        }
    }

    private void queueRun(Run ridden) {
        for (int place = first; place < ridden.count(); place++) {
            queue.add(ridden.frame(place));
        }
        leaveRun();
    }

    private void leaveRun() {
        Broadcast.Seat left = seat;
        if (run != null && left != null) {
            run.alighted();
            run = null;
            seat = null;
            left.alighted();
        }
    }

    /** Writes once, at most the loop's write buffer. */
    void write() throws IOException {
        if (run != null && queue.isEmpty()) {
            writeRun(run);
        } else {
            if (run != null) {
                queueRun(run);
            }
            writeQueue();
        }
        socket.wantWrite(!queue.isEmpty());
        if (!waiters.isEmpty()) {
            wakeWaiters();
        }
    }

    private void writeRun(Run ridden) throws IOException {
        ByteBuffer bytes = image.from(ridden, first);
        int count = socket.write(bytes);
        if (bytes.hasRemaining()) {
            queueRun(ridden);
            traffic.wrote(count, queue.written(count));
        } else {
            traffic.wrote(count, ridden.count() - first);
            leaveRun();
        }
    }

    private void writeQueue() throws IOException {
        ByteBuffer buffer = socket.loop().writeBuffer();
        queue.fill(buffer);
        buffer.flip();
        if (buffer.hasRemaining()) {
            int count = socket.write(buffer);
            traffic.wrote(count, queue.written(count));
        }
    }

    void onDrained(int belowBytes, Runnable task) {
        waiters.add(new Waiter(belowBytes, task));
        wakeWaiters();
    }

    private void wakeWaiters() {
        for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
            Waiter waiter = all.next();
            if (bytes() < waiter.belowBytes()) {
                all.remove();
                socket.loop().execute(() -> socket.guard("drained", waiter.task()));
            }
        }
    }
}
