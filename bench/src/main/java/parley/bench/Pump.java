package parley.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/** Drives sockets on one thread that never blocks and never sleeps, so give it a core. */
final class Pump implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int READ_BYTES = 256 * 1_024;

    private final Selector selector = Selector.open();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(READ_BYTES);
    private final long base = System.nanoTime();
    private long readNanos;
    private long reads;

    Pump() throws IOException {}

    /** Something to do before each turn. */
    interface Step {
        /** Nothing. */
        Step NONE = () -> {};

        void run() throws IOException;
    }

    Selector selector() {
        return selector;
    }

    /** Nanoseconds since this was made. */
    long nanos() {
        return System.nanoTime() - base;
    }

    /** When the socket that is read now was found readable, by {@link #nanos()}. */
    long readNanos() {
        return readNanos;
    }

    /** How many reads there were. */
    long reads() {
        return reads;
    }

    void turnFor(Duration time, Step step) throws IOException {
        long end = nanos() + time.toNanos();
        while (nanos() < end) {
            step.run();
            turn();
        }
    }

    /** Turns until it is so; an exception says what did not come. */
    void await(String what, BooleanSupplier condition) throws IOException {
        long end = nanos() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (nanos() > end) {
                throw new IOException(what + " did not come within " + PATIENCE.toSeconds() + " s");
            }
            turn();
        }
    }

    private void turn() throws IOException {
        selector.selectNow();
        Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
            SelectionKey key = keys.next();
            keys.remove();
            Socket socket = (Socket) key.attachment();
            if (key.isWritable()) {
                socket.flush();
            }
            if (key.isReadable()) {
                reads++;
                readNanos = nanos();
                socket.read(shared);
            }
        }
    }

    /** Closes its sockets too. */
    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
