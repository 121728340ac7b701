package parley.server.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import parley.server.loop.EventLoop;

/**
 * Connections of one loop that get the same frames. The first frame after a flush is handed to each of them; those that follow
 * are only appended to the run that all of them ride, and each writes the run by one call. Who does not ride, because
 * something of its own waits to be written, gets each frame by itself.
 *
 * <p>A write costs the same for one frame as for twenty. So where many ride and the last flush was less than a millisecond
 * ago, the next one waits a millisecond for more frames; what a connection is sent by itself does not wait. A thousand and more
 * are flushed a few per turn, so that the rest of the loop need not wait for all of them. Loop thread.
 */
public final class Broadcast {
    /** Fewer do not use a loop up, however fast they write. */
    private static final int LINGER_RIDERS = 50;

    private static final long LINGER_NANOS = 1_000_000;
    /** To write to so many takes some 5 ms, which others would notice. */
    private static final int CROWD = 1_000;

    private final List<Seat> seats = new ArrayList<>();
    private final List<Seat> strays = new ArrayList<>();
    private final Run run = new Run();
    private long flushedNanos;
    private boolean lingers;

    /** A connection that gets what is sent. */
    public final class Seat {
        private static final int RIDING = -1;

        private final Connection connection;
        private int index = seats.size();
        private int strayIndex = RIDING;

        private Seat(Connection connection) {
            this.connection = connection;
        }

        /** It gets nothing that is sent from now on; what was sent before is delivered. Once. */
        public void leave() {
            if (strayIndex == RIDING) {
                connection.alight();
            }
            board();
            Seat last = seats.remove(seats.size() - 1);
            if (last != this) {
                seats.set(index, last);
                last.index = index;
            }
        }

        /** It does not ride any more: all is written, or queued. */
        void alighted() {
            stray();
            if (run.riders() == 0) {
                run.clear();
                flushedNanos = connection.loop().readNanos();
            }
        }

        private void stray() {
            strayIndex = strays.size();
            strays.add(this);
        }

        private void board() {
            Seat last = strays.remove(strays.size() - 1);
            if (last != this) {
                strays.set(strayIndex, last);
                last.strayIndex = strayIndex;
            }
            strayIndex = RIDING;
        }
    }

    /** Gives a connection what is sent from now on. */
    public Seat join(Connection connection) {
        if (seats.isEmpty()) {
            flushedNanos = connection.loop().readNanos() - LINGER_NANOS;
        }
        Seat seat = new Seat(connection);
        seats.add(seat);
        seat.stray();
        return seat;
    }

    /** How many connections get what is sent. */
    public int size() {
        return seats.size();
    }

    /** Sends a frame to all, as {@link Connection#send} does to one. */
    public void send(Frame frame) {
        if (run.bytes() + frame.bytes() > RunImage.BYTES) {
            flush();
        }
        if (frame.bytes() > RunImage.BYTES) {
            seats.forEach(seat -> seat.connection.send(frame));
            return;
        }
        if (run.riders() == 0) {
            run.clear();
            beginLinger();
        }
        int place = run.add(frame);
        for (int i = strays.size() - 1; i >= 0; i--) {
            Seat seat = strays.get(i);
            if (seat.connection.ride(seat, run, place)) {
                seat.board();
                if (!lingers) {
                    flushLater(seat.connection);
                }
            } else {
                seat.connection.send(frame);
            }
        }
    }

    private void beginLinger() {
        if (!lingers && seats.size() >= LINGER_RIDERS) {
            EventLoop loop = seats.get(0).connection.loop();
            if (loop.readNanos() - flushedNanos < LINGER_NANOS) {
                lingers = true;
                loop.linger(this::endLinger);
            }
        }
    }

    private void flushLater(Connection connection) {
        if (seats.size() < CROWD) {
            connection.flushLater();
        } else {
            connection.flushAfterOthers();
        }
    }

    private void endLinger() {
        lingers = false;
        forEachRider(this::flushLater);
    }

    /** Whoever rides writes now, and alights by that. */
    private void flush() {
        forEachRider(Connection::writeNow);
    }

    private void forEachRider(Consumer<Connection> task) {
        for (Seat seat : seats) {
            if (seat.strayIndex == Seat.RIDING) {
                task.accept(seat.connection);
            }
        }
    }
}
