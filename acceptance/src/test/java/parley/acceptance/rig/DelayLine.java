package parley.acceptance.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Hands on what is written a fixed time later, however much comes meanwhile: latency is not bandwidth. */
final class DelayLine extends OutputStream {
    private static final int MOST_UNDER_WAY = 1_024;

    private final BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(MOST_UNDER_WAY);
    private final Duration latency;
    private final OutputStream to;
    private final Thread carrier = new Thread(this::carry, "delay-line");
    private volatile @Nullable IOException failure;

    /** No bytes: the end. */
    private record Piece(byte[] bytes, long writtenNanos) {}

    DelayLine(Duration latency, OutputStream to) {
        this.latency = latency;
        this.to = to;
        carrier.setDaemon(true);
        carrier.start();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        byte[] copy = new byte[count];
        System.arraycopy(bytes, from, copy, 0, count);
        put(new Piece(copy, System.nanoTime()));
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /** Returns when everything has been handed on. */
    @Override
    public void close() throws IOException {
        put(new Piece(new byte[0], System.nanoTime()));
        try {
            carrier.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void put(Piece piece) throws IOException {
        try {
            underWay.put(piece);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void carry() {
        try {
            for (Piece piece = underWay.take(); piece.bytes.length > 0; piece = underWay.take()) {
                Flow.pass(latency.minusNanos(System.nanoTime() - piece.writtenNanos));
                if (failure == null) {
                    hand(piece);
                }
            }
        } catch (InterruptedException e) {
            failure = new IOException(e);
        }
    }

    private void hand(Piece piece) {
        try {
            to.write(piece.bytes);
        } catch (IOException e) {
            failure = e;
        }
    }
}
