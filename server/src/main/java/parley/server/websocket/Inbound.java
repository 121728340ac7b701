package parley.server.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import parley.server.loop.LoopSocket;
import parley.server.loop.TimerHandle;

/**
 * The reading half of a connection: bytes to what was said, with pauses. During a pause nothing is read, and what had been
 * read already is kept undecoded, so a pause holds from the very next message. Loop thread.
 */
final class Inbound {
    /** Some 700 of the shortest requests: who sends more than that at once waits for the others' turn. */
    private static final int MOST_BYTES_PER_TURN = 16 * 1_024;

    private static final byte[] NONE = new byte[0];

    private final LoopSocket socket;
    private final FrameDecoder decoder;
    private final Receiver receiver;
    private byte[] held = NONE;
    private long resumeNanos;
    private long readingSinceNanos;
    private @Nullable TimerHandle pause;

    /** Who is told what came. */
    interface Receiver {
        /** False when nothing more is wanted, not even the rest of what was read. */
        boolean isReceiving();

        void received(Incoming incoming);

        void violated(ProtocolViolation violation);

        /** So many bytes came, -1 for the end of the stream. */
        void read(int count);
    }

    Inbound(LoopSocket socket, FrameDecoder decoder, Receiver receiver) {
        this.socket = socket;
        this.decoder = decoder;
        this.receiver = receiver;
        readingSinceNanos = socket.loop().nowNanos();
    }

    /** When the last pause ended, or the connection began. */
    long readingSinceNanos() {
        return readingSinceNanos;
    }

    void onReadable() throws IOException {
        ByteBuffer buffer = socket.loop().readBuffer().limit(MOST_BYTES_PER_TURN);
        int count = socket.read(buffer);
        receiver.read(count);
        if (count > 0) {
            accept(buffer.flip());
        }
    }

    void accept(ByteBuffer in) {
        try {
            while (pause == null && receiver.isReceiving()) {
                Incoming incoming = decoder.next(in);
                if (incoming == null) {
                    return;
                }
                receiver.received(incoming);
            }
        } catch (ProtocolViolation e) {
            receiver.violated(e);
        }
        if (pause != null && receiver.isReceiving()) {
            held = new byte[in.remaining()];
            in.get(held);
        }
    }

    void pause(long ms) {
        long until = socket.loop().nowNanos() + ms * 1_000_000;
        if (pause != null) {
            if (until - resumeNanos <= 0) {
                return;
            }
            pause.cancel();
        }
        resumeNanos = until;
        socket.wantRead(false);
        pause = socket.loop().schedule(ms, () -> socket.guard("resume", this::resume));
    }

    /** Ends a pause, if there is one: what was held is taken first. */
    void resume() {
        if (pause == null) {
            return;
        }
        pause.cancel();
        pause = null;
        readingSinceNanos = socket.loop().nowNanos();
        byte[] before = held;
        held = NONE;
        accept(ByteBuffer.wrap(before));
        if (pause == null) {
            socket.wantRead(true);
        }
    }

    void stop() {
        held = NONE;
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
    }
}
