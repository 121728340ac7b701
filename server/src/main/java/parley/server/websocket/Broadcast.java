package parley.server.websocket;

import java.util.ArrayList;
import java.util.List;

/**
 * Connections of one loop that get the same frames. The first frame after a flush is handed to each of them; those that follow
 * are only appended to the run that all of them ride, and each writes the run by one call. Who does not ride, because
 * something of its own waits to be written, gets each frame by itself. Loop thread.
 */
public final class Broadcast {
    private final List<Seat> seats = new ArrayList<>();
    private final List<Seat> strays = new ArrayList<>();
    private final Run run = new Run();

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

        /** It does not ride any more. */
        void alighted() {
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
        Seat seat = new Seat(connection);
        seats.add(seat);
        seat.alighted();
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
        }
        int place = run.add(frame);
        for (int i = strays.size() - 1; i >= 0; i--) {
            Seat seat = strays.get(i);
            if (seat.connection.ride(seat, run, place)) {
                seat.board();
            } else {
                seat.connection.send(frame);
            }
        }
    }

    /** Whoever rides writes now, and alights by that. */
    private void flush() {
        for (Seat seat : seats) {
            if (seat.strayIndex == Seat.RIDING) {
                seat.connection.writeNow();
            }
        }
    }
}
