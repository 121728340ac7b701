package parley.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket connection (RFC 6455) that costs its owner little: no thread, no copies of what it reads, masks of zeros. It
 * never blocks after it is connected: what the socket does not take waits. One thread.
 */
final class Socket {
    private static final int PORTS_PER_ADDRESS = 20_000;
    private static final int FRAME_HEAD = 8;
    private static final int FIRST_BYTES = 256;
    private static final String HANDSHAKE = """
            GET %s HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
            \r
            """;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Reader reader;
    /** What of the last frames has come so far; empty between frames. */
    private ByteBuffer rest = ByteBuffer.allocate(0);
    /** What the socket has not taken yet, between 0 and its position. */
    private ByteBuffer unsent = ByteBuffer.allocate(0);

    private boolean upgraded;

    /** Takes what the server says, while {@link #read} runs. */
    interface Reader {
        /** One message: the bytes of {@code buffer} from {@code from}, {@code length} of them. */
        void text(ByteBuffer buffer, int from, int length) throws IOException;

        /** The server has closed, with the code of RFC 6455 §7.4; -1 without one. */
        void closed(int code) throws IOException;
    }

    /**
     * Connects, and asks for the upgrade.
     *
     * @param number of this connection; each 20,000 come from another loopback address, since ports are few
     */
    Socket(int port, String path, int number, Selector selector, Reader reader) throws IOException {
        this.reader = reader;
        channel = SocketChannel.open();
        byte[] address = {127, 0, 0, (byte) (2 + number / PORTS_PER_ADDRESS)};
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.socket().setTcpNoDelay(true);
        channel.write(ByteBuffer.wrap(HANDSHAKE.formatted(path).getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEAD + utf8.length);
        frame.put((byte) 0x81);
        if (utf8.length < 126) {
            frame.put((byte) (0x80 | utf8.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) utf8.length);
        }
        write(frame.putInt(0).put(utf8).flip());
    }

    /** The socket takes more now. */
    void flush() throws IOException {
        channel.write(unsent.flip());
        unsent.compact();
        if (unsent.position() == 0) {
            key.interestOps(key.interestOps() & ~SelectionKey.OP_WRITE);
        }
    }

    /** Whether it is read from. */
    void listen(boolean wanted) {
        key.interestOps(wanted ? key.interestOps() | SelectionKey.OP_READ : key.interestOps() & ~SelectionKey.OP_READ);
    }

    /**
     * Reads what has come, at most a buffer's length.
     *
     * @param shared of all connections, empty before and after
     */
    void read(ByteBuffer shared) throws IOException {
        shared.put(rest.flip());
        int count = readChannel(shared);
        shared.flip();
        if (!upgraded) {
            upgraded = skipHead(shared);
            flushWhenWritable();
        }
        while (upgraded && frame(shared)) {
            // One after the other.
        }
        keep(shared);
        if (count < 0 && channel.isOpen()) {
            channel.close();
            reader.closed(-1);
        }
    }

    /** -1 also when the server has cut the connection. */
    private int readChannel(ByteBuffer into) {
        try {
            return channel.read(into);
        } catch (IOException cut) {
            return -1;
        }
    }

    private void write(ByteBuffer frame) throws IOException {
        // What is said before the server's answer to the handshake waits (RFC 6455 §4.1).
        if (upgraded && unsent.position() == 0) {
            channel.write(frame);
        }
        if (frame.hasRemaining()) {
            if (unsent.remaining() < frame.remaining()) {
                ByteBuffer larger = ByteBuffer.allocate(2 * unsent.capacity() + FIRST_BYTES + frame.remaining());
                unsent = larger.put(unsent.flip());
            }
            unsent.put(frame);
            flushWhenWritable();
        }
    }

    private void flushWhenWritable() {
        if (upgraded) {
            key.interestOps(key.interestOps() | SelectionKey.OP_WRITE);
        }
    }

    private void keep(ByteBuffer shared) {
        int left = shared.remaining();
        if (rest.capacity() < left || rest.capacity() > 4 * left) {
            rest = ByteBuffer.allocate(left);
        } else {
            rest.clear();
        }
        rest.put(shared);
        shared.clear();
    }

    private static boolean skipHead(ByteBuffer in) throws IOException {
        for (int i = in.position(); i + 3 < in.limit(); i++) {
            if (in.getInt(i) == 0x0D0A0D0A) {
                String head = StandardCharsets.ISO_8859_1
                        .decode(in.slice(in.position(), i - in.position()))
                        .toString();
                if (!head.startsWith("HTTP/1.1 101 ")) {
                    throw new IOException("the server has answered: " + head);
                }
                in.position(i + 4);
                return true;
            }
        }
        return false;
    }

    /** Servers send frames without masks; fragments and longer frames than 64 KiB are none of this load. */
    private boolean frame(ByteBuffer in) throws IOException {
        if (in.remaining() < 2) {
            return false;
        }
        int start = in.position();
        int first = in.get(start) & 0xFF;
        int length = in.get(start + 1) & 0xFF;
        int head = 2;
        if (length == 126) {
            if (in.remaining() < 4) {
                return false;
            }
            length = in.getShort(start + 2) & 0xFFFF;
            head = 4;
        } else if (length > 126) {
            throw new IOException("a frame that is masked or too long");
        }
        if (in.remaining() < head + length) {
            return false;
        }
        in.position(start + head + length);
        switch (first) {
            case 0x81 -> reader.text(in, start + head, length);
            case 0x89 ->
                write(ByteBuffer.wrap(
                        new byte[] {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0})); // An empty pong is a sign of life too.
            case 0x8A -> {}
            case 0x88 -> {
                channel.close();
                reader.closed(length < 2 ? -1 : in.getShort(start + head));
            }
            default -> throw new IOException("a frame that starts with " + Integer.toHexString(first));
        }
        return true;
    }
}
