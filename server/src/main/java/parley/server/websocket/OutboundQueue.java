package parley.server.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one peer. Frames are shared with others and never change, so how far this peer has got is kept
 * beside them. Of pings and pongs at most one each is queued, and of the pongs that are still due only the latest 16 are
 * remembered (RFC 6455 §5.5.3), so a flood of pings does not grow anything. One thread.
 */
final class OutboundQueue {
    private static final Frame PING = Frame.of(Opcode.PING, new byte[0]);
    private static final int KEPT_SLOTS = 64;
    private static final int MOST_DUE_PONGS = 16;

    private ArrayDeque<Frame> frames = new ArrayDeque<>(2);
    private int headOffset;
    private boolean headBegun;
    private int bytes;
    private int mostFrames;
    private boolean pingQueued;
    private @Nullable Frame queuedPong;
    private @Nullable ArrayDeque<Frame> duePongs;

    /** Begins with bytes that nothing may overtake: the answer to the handshake. */
    OutboundQueue(Frame opening) {
        add(opening);
        headBegun = true;
    }

    int bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    void add(Frame frame) {
        frames.addLast(frame);
        bytes += frame.bytes();
        mostFrames = Math.max(mostFrames, frames.size());
    }

    /** A ping, unless one waits already. */
    void ping() {
        if (!pingQueued) {
            pingQueued = true;
            overtake(PING);
        }
    }

    /** A pong; the oldest of those that are due and not queued yet makes room for it, if there are too many. */
    void pong(ByteBuffer payload) {
        byte[] bytesOfPing = new byte[payload.remaining()];
        payload.get(bytesOfPing);
        Frame pong = Frame.of(Opcode.PONG, bytesOfPing);
        if (queuedPong == null) {
            queuedPong = pong;
            overtake(pong);
        } else {
            due(pong);
        }
    }

    private void due(Frame pong) {
        ArrayDeque<Frame> due = duePongs == null ? new ArrayDeque<>(MOST_DUE_PONGS) : duePongs;
        duePongs = due;
        if (due.size() == MOST_DUE_PONGS) {
            due.removeFirst();
        }
        due.addLast(pong);
    }

    /** Copies what comes next, as much as fits. Call {@link #written} with what was really written of it. */
    void fill(ByteBuffer out) {
        int offset = headOffset;
        for (Frame frame : frames) {
            if (!out.hasRemaining()) {
                break;
            }
            out.put(frame.wire(), offset, Math.min(out.remaining(), frame.bytes() - offset));
            offset = 0;
        }
    }

    /** Forgets the bytes that the socket took; returns how many frames were completed by them. */
    int written(int count) {
        if (count == 0) {
            return 0;
        }
        int completed = 0;
        bytes -= count;
        int offset = headOffset + count;
        for (Frame head = frames.peek(); head != null && offset >= head.bytes(); head = frames.peek()) {
            offset -= head.bytes();
            frames.poll();
            completed++;
            pingQueued &= head != PING;
            if (head == queuedPong) {
                queuedPong = null;
            }
        }
        headOffset = offset;
        headBegun = offset > 0;
        if (frames.isEmpty() && mostFrames > KEPT_SLOTS) {
            frames = new ArrayDeque<>(2);
            mostFrames = 0;
        }
        if (queuedPong == null && duePongs != null) {
            queuedPong = duePongs.removeFirst();
            overtake(queuedPong);
            if (duePongs.isEmpty()) {
                duePongs = null;
            }
        }
        return completed;
    }

    /** Forgets all but the rest of a frame that the peer has seen the beginning of. */
    void dropNotBegun() {
        Frame head = headBegun ? frames.peek() : null;
        frames = new ArrayDeque<>(2);
        bytes = 0;
        pingQueued &= head == PING;
        queuedPong = head == queuedPong ? head : null;
        duePongs = null;
        if (head != null) {
            add(head);
            bytes -= headOffset;
        }
    }

    /** Control frames may come between any two frames, but not inside one (RFC 6455 §5.4, §5.5). */
    private void overtake(Frame frame) {
        Frame begun = headBegun ? frames.poll() : null;
        frames.addFirst(frame);
        bytes += frame.bytes();
        if (begun != null) {
            frames.addFirst(begun);
        }
    }
}
