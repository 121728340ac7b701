package parley.acceptance.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A direction with faults. Immutable: a connection may carry many bytes, a flow none.
 *
 * @param pieceBytes how much goes on at a time
 * @param pause what passes between two pieces
 * @param latency what passes before anything that came goes on
 * @param goodBytes how much goes through before the end
 * @param end what happens then
 */
public record Flow(int pieceBytes, Duration pause, Duration latency, long goodBytes, End end) implements Relay {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int PIECES_PER_SECOND = 100;

    /** Without a fault, until it is given one. */
    public static Flow clean() {
        return new Flow(BUFFER_BYTES, Duration.ZERO, Duration.ZERO, Long.MAX_VALUE, End.CUT);
    }

    /** Everything comes so much later. */
    public Flow delayed(Duration by) {
        return new Flow(pieceBytes, pause, by, goodBytes, end);
    }

    /** No more than this goes through. */
    public Flow bandwidth(int bytesPerSecond) {
        int piece = Math.max(1, bytesPerSecond / PIECES_PER_SECOND);
        return new Flow(
                piece, Duration.ofSeconds(1).multipliedBy(piece).dividedBy(bytesPerSecond), latency, goodBytes, end);
    }

    /** One byte at a time. */
    public Flow drip(Duration betweenBytes) {
        return new Flow(1, betweenBytes, latency, goodBytes, end);
    }

    /** Ends in some way as soon as this many bytes have gone through; 0: before the first. */
    public Flow endsAfter(long bytes, End how) {
        return new Flow(pieceBytes, pause, latency, bytes, how);
    }

    @Override
    public End relay(InputStream from, OutputStream to) throws IOException {
        if (latency.isZero()) {
            return pieces(from, to);
        }
        try (DelayLine line = new DelayLine(latency, to)) {
            return pieces(from, line);
        }
    }

    private End pieces(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[Math.min(pieceBytes, BUFFER_BYTES)];
        for (long left = goodBytes; left > 0; ) {
            int count = from.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                return End.CUT;
            }
            to.write(buffer, 0, count);
            left -= count;
            pass(pause);
        }
        return end;
    }

    /** Time that belongs to the fault. */
    static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
