package parley.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** One connection of the load: joins a room, writes, and notes in which order it sees what is written there. One thread. */
final class Member implements Socket.Reader {
    private static final long PRIME = 0x100000001B3L;

    private final Load load;
    private final Wire wire;
    private final Socket socket;
    private final int number;
    private final String room;
    private final int[] counts;
    private int written;
    private boolean deaf;
    private boolean gone;
    private long order;
    private int guess;

    /** Connects. */
    Member(Load load, Wire wire, int port, int number) throws IOException {
        this.load = load;
        this.wire = wire;
        this.number = number;
        this.room = load.name() + "-" + load.scenario().room(number);
        this.counts = new int[load.scenario().senders()];
        this.socket = new Socket(port, wire.path(), number, load.pump().selector(), this);
    }

    void hello() throws IOException {
        socket.send(wire.hello(load.name() + "-" + number));
    }

    void join() throws IOException {
        socket.send(wire.join(room));
    }

    void deafen() {
        deaf = true;
        socket.listen(false);
    }

    /** Reads again, if it had stopped. */
    void listen() {
        socket.listen(true);
    }

    boolean isGone() {
        return gone;
    }

    void write(long dueNanos) throws IOException {
        String text = Mark.text(number, ++written, dueNanos, load.scenario().textBytes());
        socket.send(wire.message(room, text, UUID.randomUUID().toString()));
    }

    int written() {
        return written;
    }

    /** The same for two members exactly when they have seen the same events in the same order. */
    long order() {
        return order;
    }

    @Override
    public void text(ByteBuffer utf8, int from, int length) throws IOException {
        int at = Mark.find(utf8, from, length, guess);
        if (at < 0) {
            other(utf8, from, length);
            return;
        }
        guess = at;
        int sender = Mark.sender(utf8, from + at);
        int count = Mark.count(utf8, from + at);
        int place = sender % load.scenario().members();
        if (count != counts[place] + 1) {
            throw new IOException("member " + number + " saw message " + count + " of member " + sender
                    + " after message " + counts[place]);
        }
        counts[place] = count;
        order = (order * PRIME) ^ (((long) sender << Integer.SIZE) | count);
        load.delivered(this, sender == number, Mark.dueNanos(utf8, from + at));
    }

    @Override
    public void closed(int code) throws IOException {
        gone = true;
        if (!deaf) {
            throw new IOException("the server has closed a connection with code " + code);
        }
    }

    private void other(ByteBuffer utf8, int from, int length) throws IOException {
        String answer = wire.answer(utf8, from, length);
        if (answer != null) {
            socket.send(answer);
        }
        switch (wire.kind(utf8, from, length)) {
            case ARRIVAL -> load.arrived();
            case OTHER -> {}
            case REFUSAL -> {
                byte[] text = new byte[length];
                utf8.get(from, text);
                throw new IOException("the server says: " + new String(text, StandardCharsets.UTF_8));
            }
        }
    }

    /** What it has seen of each sender of its room. */
    boolean hasSeen(int[] writtenByEach) {
        return Arrays.equals(counts, writtenByEach);
    }
}
