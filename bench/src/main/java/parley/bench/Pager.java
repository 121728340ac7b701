package parley.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Somebody who reads pages out of the middle of a long room, one after the other. */
final class Pager implements Socket.Reader {
    private static final int TYPE_AT = "{\"type\":\"".length();
    private static final int PAGE = 50;

    private final Socket socket;
    private final String room;
    private final Random random;
    private boolean joined;
    private int newest;
    private int pages;

    Pager(Pump pump, int port, int number, String room) throws IOException {
        this.room = room;
        random = new Random(number);
        socket = new Socket(port, Wire.PARLEY.path(), number, pump.selector(), this);
        socket.send(Wire.PARLEY.hello("pager" + number));
    }

    /** Begins to read; what it asks for is not among the newest, which the server has at hand. */
    void readUpTo(int seq) throws IOException {
        newest = seq;
        if (joined) {
            next();
        }
    }

    /** Stops after the page that is under way. */
    void rest() {
        newest = 0;
    }

    int pages() {
        return pages;
    }

    private void next() throws IOException {
        int before = PAGE + 1 + random.nextInt(newest - PAGE);
        socket.send("{\"type\":\"history\",\"room\":\"" + room + "\",\"before\":" + before + ",\"limit\":" + PAGE
                + ",\"ref\":\"h\"}");
    }

    @Override
    public void text(ByteBuffer utf8, int from, int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, TYPE_AT + 3)];
        utf8.get(from, bytes);
        switch (new String(bytes, TYPE_AT, 3, StandardCharsets.US_ASCII)) {
            case "wel" -> socket.send("{\"type\":\"join\",\"room\":\"" + room + "\",\"limit\":1,\"ref\":\"j\"}");
            case "joi" -> {
                joined = true;
                if (newest > 0) {
                    next();
                }
            }
            case "his" -> {
                pages++;
                if (newest > 0) {
                    next();
                }
            }
            case "mes", "hea" -> {}
            default -> throw new IOException("a page was refused");
        }
    }

    @Override
    public void closed(int code) throws IOException {
        throw new IOException("the server has closed a connection with code " + code);
    }
}
