package parley.acceptance.figures;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Somebody who writes a lot into the lobby of a server without rate limits. One thread. */
public final class RoomWriter implements AutoCloseable {
    private static final int IN_FLIGHT = 500;
    private static final String[] TEXTS = {
        "Good morning everybody",
        "The report is in docs/operations.md, have a look before noon.",
        "Yes",
        "I think that we should try the other way around first: start the second node, wait until it is ready, and only then"
                + " stop the first one. Otherwise people see the banner for a moment.",
        "כן, בשעה שלוש",
        "大家早上好，今天發佈嗎？",
        "👍🎉"
    };

    private final Selector selector = Selector.open();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(256 * 1_024);
    private final RawConnection connection;
    private int answers;
    private int written;

    /** Joins the lobby. */
    public RoomWriter(int port, String name) throws IOException {
        connection = new RawConnection(new InetSocketAddress("127.0.0.1", port), selector);
        connection.send("{\"type\":\"hello\",\"version\":1,\"username\":\"" + name + "\"}");
        await(1);
        connection.send("{\"type\":\"join\",\"room\":\"lobby\",\"limit\":1}");
        await(2);
    }

    /** Writes as fast as the server stores. */
    public void write(int messages) throws IOException {
        for (int left = messages; left > 0; left -= IN_FLIGHT) {
            int before = answers;
            int batch = Math.min(IN_FLIGHT, left);
            for (int i = 0; i < batch; i++) {
                say();
            }
            await(before + batch);
        }
    }

    /** Writes at an even pace. */
    public void write(int perMinute, int seconds) throws IOException {
        long begin = System.nanoTime();
        long pause = 60_000_000_000L / perMinute;
        for (int i = 0; i < (long) perMinute * seconds / 60; i++) {
            while (System.nanoTime() - begin < i * pause) {
                turn();
            }
            say();
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
        selector.close();
    }

    private void say() throws IOException {
        String text = TEXTS[written++ % TEXTS.length] + " " + written;
        connection.send("{\"type\":\"message\",\"room\":\"lobby\",\"message\":\"" + text + "\",\"ref\":\""
                + UUID.randomUUID() + "\"}");
    }

    private void await(int wanted) throws IOException {
        while (answers < wanted) {
            turn();
        }
    }

    private void turn() throws IOException {
        selector.select(1);
        selector.selectedKeys().clear();
        if (!connection.read(shared, this::count)) {
            throw new IOException("the server has closed the connection");
        }
    }

    private void count(RawConnection from, ByteBuffer utf8) {
        byte[] start = new byte[Math.min(20, utf8.remaining())];
        utf8.get(start);
        String text = new String(start, StandardCharsets.US_ASCII);
        if (text.startsWith("{\"type\":\"error\"")) {
            throw new IllegalStateException("the server refused something");
        }
        if (!text.startsWith("{\"type\":\"message\"") && !text.startsWith("{\"type\":\"heartbea")) {
            answers++;
        }
    }
}
