package parley.server.websocket;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one run as a socket takes them, outside the heap: copied once, however many connections write them, since
 * those are flushed one after the other. A loop has one. One thread.
 */
final class RunImage {
    /** No run may be longer. */
    static final int BYTES = 64 * 1_024;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    private @Nullable Run run;
    private int generation;
    private int copied;

    /** The bytes of a run from one of its frames on; valid until the next call. */
    ByteBuffer from(Run wanted, int first) {
        if (run != wanted || generation != wanted.generation()) {
            run = wanted;
            generation = wanted.generation();
            copied = 0;
        }
        buffer.clear().position(wanted.start(copied));
        for (; copied < wanted.count(); copied++) {
            buffer.put(wanted.frame(copied).wire());
        }
        return buffer.limit(wanted.bytes()).position(wanted.start(first));
    }
}
