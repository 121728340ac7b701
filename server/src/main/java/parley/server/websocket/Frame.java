package parley.server.websocket;

/**
 * A frame as it goes over the wire: encoded once, immutable, shared by all who receive it. Servers do not mask, so the
 * bytes are the same for everybody (RFC 6455 §5.1).
 */
public final class Frame {
    private final byte[] wire;

    private Frame(byte[] wire) {
        this.wire = wire;
    }

    /** A whole text message. The bytes are copied; that they are valid UTF-8 is the caller's business. Any thread. */
    public static Frame text(byte[] utf8) {
        return of(Opcode.TEXT, utf8);
    }

    static Frame of(int opcode, byte[] payload) {
        int length = payload.length;
        int header = length <= 125 ? 2 : length <= 0xFFFF ? 4 : 10;
        byte[] wire = new byte[header + length];
        wire[0] = (byte) (0x80 | opcode);
        if (header == 2) {
            wire[1] = (byte) length;
        } else if (header == 4) {
            wire[1] = 126;
            wire[2] = (byte) (length >>> 8);
            wire[3] = (byte) length;
        } else {
            // A Java array is shorter than 2^31, so the upper half of the 64-bit length stays 0.
            wire[1] = 127;
            wire[6] = (byte) (length >>> 24);
            wire[7] = (byte) (length >>> 16);
            wire[8] = (byte) (length >>> 8);
            wire[9] = (byte) length;
        }
        System.arraycopy(payload, 0, wire, header, length);
        return new Frame(wire);
    }

    /** Bytes that are not a frame, such as the answer to a handshake, on their way through the same queue. */
    static Frame raw(byte[] bytes) {
        return new Frame(bytes.clone());
    }

    /** Size on the wire, header included. */
    public int bytes() {
        return wire.length;
    }

    byte[] wire() {
        return wire;
    }
}
