package parley.server.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import parley.server.limit.Bound;
import parley.server.loop.LoopSocket;
import parley.server.loop.SocketHandler;
import parley.server.loop.TimerHandle;

/**
 * Waits for the head of a request: bounded in size and time, on the loop, so that half a head costs no thread. Then somebody
 * else takes the socket over.
 */
final class HeadCollector implements SocketHandler {
    private final LoopSocket socket;
    private final HeadLimits limits;
    private final Next next;
    private final HeadBuffer buffer = new HeadBuffer();
    private TimerHandle deadline;
    private boolean begun;
    private boolean finished;

    /** Where it goes on. */
    interface Next {
        /** The head ends at {@code length} in the buffer; the rest came behind it. */
        void requested(LoopSocket socket, RequestHead head, HeadBuffer buffer, int length);

        void refused(LoopSocket socket, Refusal refusal);

        /** A head did not come within this time. Before the connection is refused or closed for it. */
        void late(Bound time);

        /** The wait for the head has ended, in whatever way. Once, before the other two. */
        void awaited(LoopSocket socket);
    }

    private HeadCollector(LoopSocket socket, HeadLimits limits, Next next, long waitMs, boolean begun) {
        this.socket = socket;
        this.limits = limits;
        this.next = next;
        this.begun = begun;
        deadline = socket.loop().schedule(waitMs, this::late);
    }

    /** For a connection that was just accepted. */
    static HeadCollector first(LoopSocket socket, HeadLimits limits, Next next) {
        return new HeadCollector(socket, limits, next, limits.deadlineMs(), true);
    }

    /** For one that may be idle before its next request. */
    static HeadCollector later(LoopSocket socket, HeadLimits limits, Next next) {
        return new HeadCollector(socket, limits, next, limits.keepAliveMs(), false);
    }

    @Override
    public void onReadable() throws IOException {
        ByteBuffer in = socket.loop().readBuffer();
        if (socket.read(in) < 0) {
            close();
        } else {
            accept(in.flip());
        }
    }

    /** Closes a connection that is one too many: it was never waited for. */
    void turnAway() {
        finished = true;
        close();
    }

    /** Takes what was read. */
    void accept(ByteBuffer in) {
        buffer.add(in);
        if (!begun && !buffer.isEmpty()) {
            begun = true;
            deadline.cancel();
            deadline = socket.loop().schedule(limits.deadlineMs(), this::late);
        }
        if (!buffer.mayBeHttp()) {
            refuse(Refusal.MALFORMED);
            return;
        }
        int end = buffer.headEnd();
        if (end > limits.maxBytes() || (end < 0 && buffer.length() > limits.maxBytes())) {
            refuse(Refusal.TOO_LARGE);
        } else if (end >= 0) {
            complete(end);
        }
    }

    private void complete(int end) {
        Optional<RequestHead> head = RequestHead.parse(buffer.array(), end);
        if (head.isEmpty()) {
            refuse(Refusal.MALFORMED);
        } else {
            finish();
            next.requested(socket, head.get(), buffer, end);
        }
    }

    private void late() {
        next.late(begun ? Bound.HEAD_MS : Bound.KEEP_ALIVE_MS);
        if (buffer.isEmpty()) {
            // A browser's spare connection, or an idle one: nobody waits for an answer.
            close();
        } else {
            refuse(Refusal.TOO_SLOW);
        }
    }

    private void refuse(Refusal refusal) {
        finish();
        next.refused(socket, refusal);
    }

    private void finish() {
        deadline.cancel();
        if (!finished) {
            finished = true;
            next.awaited(socket);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void onFailure(Throwable cause) {
        close();
    }

    @Override
    public void onStop() {
        close();
    }

    private void close() {
        finish();
        socket.close();
    }
}
