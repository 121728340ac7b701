package parley.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.ProtocolException;
import parley.model.ServerCodec;
import parley.model.ServerMessage;
import parley.server.websocket.RawClient;

/** Writes into the lobby as fast as the socket takes it, reads every answer, and never pauses, until it is closed. */
final class Flooder implements AutoCloseable {
    private static final int MESSAGES_AT_ONCE = 100;
    private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 20);
    private final Set<String> acked = new HashSet<>();
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long bytes;
    private long refused;
    private long shortestRetryMs = Long.MAX_VALUE;
    private long firstRefusalNanos;
    private long lastTakenNanos;
    private long notReadNanos;
    private int closeCode;

    /** A guest in the lobby. */
    Flooder(InetSocketAddress server) throws IOException {
        channel = SocketChannel.open();
        // Small, so that what is not read is soon not taken either.
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 32 << 10);
        channel.connect(server);
        say(RawClient.upgrade("localhost").getBytes(StandardCharsets.US_ASCII));
        say(frame(Stranger.helloOf("flooder", null)));
        say(frame(Stranger.join("lobby")));
        while (!new String(in.array(), 0, in.position(), StandardCharsets.UTF_8).contains("{\"type\":\"joined\"")) {
            assertThat(channel.read(in)).isPositive();
        }
        in.clear();
        channel.configureBlocking(false);
    }

    /** Goes on until the server closes. */
    void flood() throws IOException {
        lastTakenNanos = System.nanoTime();
        while (closeCode == 0) {
            write();
            if (channel.read(in) < 0) {
                throw new IOException("ended without a close frame");
            }
            readFrames();
        }
    }

    private void write() throws IOException {
        if (!out.hasRemaining()) {
            ByteArrayOutputStream more = new ByteArrayOutputStream();
            for (int i = 0; i < MESSAGES_AT_ONCE; i++) {
                more.writeBytes(frame(Stranger.send("lobby", "flood")));
            }
            out = ByteBuffer.wrap(more.toByteArray());
        }
        int taken = channel.write(out);
        if (taken > 0) {
            long now = System.nanoTime();
            if (firstRefusalNanos != 0) {
                bytes += taken;
                notReadNanos += now - lastTakenNanos >= STILL_NANOS ? now - lastTakenNanos : 0;
            }
            lastTakenNanos = now;
        }
    }

    private void readFrames() {
        in.flip();
        while (closeCode == 0 && in.remaining() >= 4) {
            int start = in.position();
            int opcode = in.get() & 0x0F;
            int length = in.get();
            if (length == 126) {
                length = in.getShort() & 0xFFFF;
            }
            if (in.remaining() < length) {
                in.position(start);
                break;
            }
            byte[] payload = new byte[length];
            in.get(payload);
            received(new RawClient.Received(opcode, payload));
        }
        in.compact();
    }

    private void received(RawClient.Received frame) {
        if (frame.opcode() == 8) {
            closeCode = frame.closeCode();
        } else if (frame.opcode() == 1) {
            ServerMessage message = decode(frame.text());
            if (message instanceof ServerMessage.Ack ack) {
                acked.add(ack.ref());
            } else if (message instanceof ServerMessage.Failure failure) {
                assertThat(failure.code()).isEqualTo("rate_limited");
                refused++;
                shortestRetryMs = Math.min(shortestRetryMs, failure.retryAfter());
                firstRefusalNanos = firstRefusalNanos == 0 ? System.nanoTime() : firstRefusalNanos;
            }
        }
    }

    static ServerMessage decode(String text) {
        try {
            return ServerCodec.decode(text);
        } catch (ProtocolException wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    private static byte[] frame(ClientMessage message) {
        return RawClient.frame(0x81, ClientCodec.encode(message));
    }

    private void say(byte[] wire) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(wire);
        while (all.hasRemaining()) {
            channel.write(all);
        }
    }

    int closeCode() {
        return closeCode;
    }

    /** The refs of what was taken. */
    Set<String> acked() {
        return acked;
    }

    long refused() {
        return refused;
    }

    /** The shortest pause that it was asked for. */
    long shortestRetryMs() {
        return shortestRetryMs;
    }

    /** From the first refusal to the end. */
    long floodedMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - firstRefusalNanos);
    }

    /** Since the first refusal, the time during which the socket took nothing, without stops of under 200 ms. */
    long notReadMs() {
        return TimeUnit.NANOSECONDS.toMillis(notReadNanos);
    }

    /** What the socket took since the first refusal. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
