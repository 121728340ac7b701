package parley.server.websocket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client made of bytes, which can do everything wrong. */
public final class RawClient implements AutoCloseable {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?im)^content-length: (\\d+)");

    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    public final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    /** A frame that the server sent; opcode 0 to 15. */
    public record Received(int opcode, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return payload.length < 2 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        }
    }

    RawClient(InetSocketAddress server) throws IOException {
        this(server, "127.0.0.1");
    }

    /** A client with an address of its own: one of 127.0.0.0/8. */
    public RawClient(InetSocketAddress server, String from) throws IOException {
        socket.bind(new InetSocketAddress(from, 0));
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        socket.connect(server);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** A client whose handshake has succeeded. */
    static RawClient connected(InetSocketAddress server) throws IOException {
        RawClient client = new RawClient(server);
        String head = client.request(upgrade("localhost"));
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(head);
        }
        return client;
    }

    public static String upgrade(String host, String... moreLines) {
        StringBuilder request = new StringBuilder("GET /ws HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY
                + "\r\n");
        for (String line : moreLines) {
            request.append(line).append("\r\n");
        }
        return request + "\r\n";
    }

    /** Sends a request and reads the answer's head. */
    public String request(String request) throws IOException {
        send(request.getBytes(StandardCharsets.ISO_8859_1));
        return readHead();
    }

    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** A whole answer with a Content-Length; its head is returned. */
    public String readAnswer() throws IOException {
        String head = readHead();
        Matcher length = CONTENT_LENGTH.matcher(head);
        if (length.find()) {
            in.readNBytes(Integer.parseInt(length.group(1)));
        }
        return head;
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public void text(String text) throws IOException {
        send(frame(0x81, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The next frame of the server. */
    public Received receive() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Received(first & 0x0F, payload);
    }

    /** What still comes until the server closes; empty for a reset. */
    public byte[] readToEnd() throws IOException {
        try {
            return in.readAllBytes();
        } catch (java.net.SocketException reset) {
            return new byte[0];
        }
    }

    /** Goes without a word. */
    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A masked frame; the first byte is FIN, RSV and opcode. */
    public static byte[] frame(int first, byte[] payload) {
        byte[] mask = {0x12, 0x34, (byte) 0xAB, (byte) 0xCD};
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        int length = payload.length;
        if (length <= 125) {
            frame.write(0x80 | length);
        } else if (length <= 0xFFFF) {
            frame.write(0x80 | 126);
            frame.write(length >>> 8);
            frame.write(length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) length >>> shift));
            }
        }
        frame.writeBytes(mask);
        for (int i = 0; i < length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        return frame.toByteArray();
    }

    static byte[] concat(List<byte[]> frames) {
        byte[] bytes = new byte[frames.stream().mapToInt(frame -> frame.length).sum()];
        int at = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, bytes, at, frame.length);
            at += frame.length;
        }
        return bytes;
    }

    public static byte[] frame(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] closeFrame(int code, String reason) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(code >>> 8);
        payload.write(code);
        payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
        return frame(0x88, payload.toByteArray());
    }
}
