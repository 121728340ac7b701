package parley.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;

/** A client that writes messages as fast as its socket takes them, whatever it is told. Threads of its own. */
final class Flooder implements AutoCloseable {
    private static final String HANDSHAKE = String.join(
            "\r\n",
            "GET /ws HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");
    private static final String HELLO = "{\"type\":\"hello\",\"version\":1,\"username\":\"flooder\"}";
    private static final String JOIN = "{\"type\":\"join\",\"room\":\"flood\"}";
    private static final String REFUSAL = "rate_limited";
    /** A mask of zeros leaves the payload as it is. */
    private static final byte[] MASK = new byte[4];

    private final Socket socket;
    private final LongAdder refusals = new LongAdder();
    private volatile boolean closing;

    Flooder(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        out.write(HANDSHAKE.getBytes(US_ASCII));
        out.write(frame(HELLO));
        out.write(frame(JOIN));
        start("flood-read", this::read);
        start("flood-write", this::write);
    }

    private interface Work {
        void run() throws IOException;
    }

    private void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // By the server, or by us.
                        closing = true;
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void write() throws IOException {
        OutputStream out = socket.getOutputStream();
        for (long number = 0; !closing; number++) {
            out.write(frame(
                    "{\"type\":\"message\",\"room\":\"flood\",\"message\":\"flood\",\"ref\":\"" + number + "\"}"));
        }
    }

    private void read() throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            String text = new String(buffer, 0, count, ISO_8859_1);
            for (int at = text.indexOf(REFUSAL); at >= 0; at = text.indexOf(REFUSAL, at + 1)) {
                refusals.increment();
            }
        }
    }

    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(US_ASCII);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (payload.length <= 125) {
            frame.write(0x80 | payload.length);
        } else {
            frame.writeBytes(new byte[] {(byte) (0x80 | 126), (byte) (payload.length >> 8), (byte) payload.length});
        }
        frame.writeBytes(MASK);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** Throws when nobody has told it to wait. */
    void requireRefused() throws IOException {
        if (refusals.sum() == 0) {
            throw new IOException("the flood was not noticed");
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        socket.close();
    }
}
