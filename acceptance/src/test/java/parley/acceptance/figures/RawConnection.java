package parley.acceptance.figures;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket connection that costs its owner little: a socket, a buffer, no thread. Reads unmasked frames without
 * fragments, as the server sends them (RFC 6455 §5.2), and masks with zeros, which is allowed and free.
 */
final class RawConnection {
    private static final byte[] HANDSHAKE = ("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private ByteBuffer in = ByteBuffer.allocate(1_024);
    private boolean upgraded;

    /** Takes each text message, on the thread that calls {@link #read}. */
    interface Reader {
        void text(RawConnection connection, ByteBuffer utf8) throws IOException;
    }

    RawConnection(InetSocketAddress server, Selector selector) throws IOException {
        channel = SocketChannel.open(server);
        channel.write(ByteBuffer.wrap(HANDSHAKE));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(utf8.length + 8);
        frame.put((byte) 0x81);
        if (utf8.length < 126) {
            frame.put((byte) (0x80 | utf8.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) utf8.length);
        }
        frame.putInt(0).put(utf8).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    void close() throws IOException {
        channel.close();
    }

    /** Reads what has come; false at the end of the stream. */
    boolean read(ByteBuffer shared, Reader reader) throws IOException {
        shared.clear();
        int count = channel.read(shared);
        if (count < 0) {
            return false;
        }
        shared.flip();
        if (in.remaining() < shared.remaining()) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(in.capacity() * 2, in.position() + shared.remaining()));
            larger.put(in.flip());
            in = larger;
        }
        in.put(shared).flip();
        if (!upgraded) {
            upgraded = skipHead();
        }
        while (upgraded && frame(reader)) {
            // One after the other.
        }
        in.compact();
        if (in.position() == 0 && in.capacity() > 1_024) {
            in = ByteBuffer.allocate(1_024);
        }
        return true;
    }

    private boolean skipHead() {
        for (int i = in.position(); i + 3 < in.limit(); i++) {
            if (in.getInt(i) == 0x0D0A0D0A) {
                in.position(i + 4);
                return true;
            }
        }
        return false;
    }

    private boolean frame(Reader reader) throws IOException {
        if (in.remaining() < 2) {
            return false;
        }
        int start = in.position();
        int opcode = in.get(start) & 0x0F;
        int length = in.get(start + 1) & 0x7F;
        int head = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (in.remaining() < head) {
            return false;
        }
        if (length == 126) {
            length = in.getShort(start + 2) & 0xFFFF;
        } else if (length == 127) {
            length = (int) in.getLong(start + 2);
        }
        if (in.remaining() < head + length) {
            return false;
        }
        in.position(start + head + length);
        if (opcode == 1) {
            reader.text(this, in.slice(start + head, length));
        } else if (opcode == 9) {
            // An empty pong is a sign of life too.
            channel.write(ByteBuffer.wrap(new byte[] {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0}));
        }
        return true;
    }
}
