package parley.server.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import parley.server.loop.LoopSocket;

/** Bytes on their way out, as fast as the peer takes them. Loop thread. */
final class Writing {
    private final LoopSocket socket;
    private final ArrayDeque<ByteBuffer> rest = new ArrayDeque<>();

    /** @param bytes are not changed, and may be shared with others */
    Writing(LoopSocket socket, List<ByteBuffer> bytes) {
        this.socket = socket;
        bytes.forEach(part -> rest.add(part.slice()));
    }

    /** Writes what the socket takes now, and asks to be flushed again if that was not all. True when nothing is left. */
    boolean proceed() throws IOException {
        boolean takesMore = true;
        while (takesMore && !rest.isEmpty()) {
            // By way of the loop's own buffer: a write from the heap would make the system one of the array's size.
            ByteBuffer out = fill(socket.loop().writeBuffer());
            int filled = out.remaining();
            int written = socket.write(out);
            forget(written);
            takesMore = written == filled;
        }
        socket.wantWrite(!rest.isEmpty());
        return rest.isEmpty();
    }

    private ByteBuffer fill(ByteBuffer out) {
        for (ByteBuffer part : rest) {
            int count = Math.min(out.remaining(), part.remaining());
            out.put(part.slice().limit(count));
            if (!out.hasRemaining()) {
                break;
            }
        }
        return out.flip();
    }

    private void forget(int written) {
        int left = written;
        while (!rest.isEmpty()) {
            ByteBuffer first = rest.element();
            int count = Math.min(left, first.remaining());
            first.position(first.position() + count);
            left -= count;
            if (first.hasRemaining()) {
                return;
            }
            rest.remove();
        }
    }
}
