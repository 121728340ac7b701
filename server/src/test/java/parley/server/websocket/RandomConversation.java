package parley.server.websocket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A valid conversation of a client, frame by frame, and sometimes something wrong with one of them. One thread. */
final class RandomConversation {
    private static final byte[] MIXED = "aä€\uD83D\uDC4B".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PLAIN = "plain text".getBytes(StandardCharsets.UTF_8);
    private static final int[] CLOSE_CODES = {1000, 1001, 1002, 1003, 1007, 1008, 1011, 3000, 4000, 4999};

    private final Random random;
    private final int most;

    /** @param most bytes of a message; a little more is sent now and then */
    RandomConversation(Random random, int most) {
        this.random = random;
        this.most = most;
    }

    /** Frames in their order. Two conversations in three have a damage, some more than one. */
    List<byte[]> next() {
        List<byte[]> frames = valid();
        for (int damage = random.nextInt(3) + random.nextInt(8) / 7; damage > 0; damage--) {
            damage(frames, random.nextInt(frames.size()));
        }
        return frames;
    }

    private List<byte[]> valid() {
        List<byte[]> frames = new ArrayList<>();
        int messages = 1 + random.nextInt(4);
        for (int i = 0; i < messages; i++) {
            byte[] text = text(random.nextInt(12) == 0 ? random.nextInt(most) : random.nextInt(140));
            int parts = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
            int from = 0;
            for (int part = 1; part <= parts; part++) {
                int to = part == parts ? text.length : from + random.nextInt(text.length - from + 1);
                int first = (part == parts ? 0x80 : 0) | (part == 1 ? 1 : 0);
                frames.add(frame(first, Arrays.copyOfRange(text, from, to)));
                from = to;
                if (random.nextInt(5) == 0) {
                    frames.add(frame(0x89 + random.nextInt(2), text(random.nextInt(126))));
                }
            }
        }
        if (random.nextInt(3) == 0) {
            frames.add(frame(0x88, closePayload()));
        }
        return frames;
    }

    private byte[] closePayload() {
        if (random.nextInt(3) == 0) {
            return new byte[0];
        }
        byte[] reason = text(random.nextInt(30));
        byte[] payload = new byte[2 + reason.length];
        int code = random.nextInt(8) == 0 ? random.nextInt(6_000) : CLOSE_CODES[random.nextInt(CLOSE_CODES.length)];
        payload[0] = (byte) (code >>> 8);
        payload[1] = (byte) code;
        System.arraycopy(reason, 0, payload, 2, reason.length);
        return payload;
    }

    /** Whole code points. */
    private byte[] text(int length) {
        byte[] unit = random.nextInt(4) == 0 ? MIXED : PLAIN;
        byte[] text = new byte[length];
        for (int at = 0; at + unit.length <= length; at += unit.length) {
            System.arraycopy(unit, 0, text, at, unit.length);
        }
        Arrays.fill(text, length - length % unit.length, length, (byte) 'x');
        return text;
    }

    private byte[] frame(int first, byte[] payload) {
        boolean longer = payload.length <= 0xFFFF && random.nextInt(100) == 0;
        int lengthBytes = payload.length > 0xFFFF || longer ? 8 : payload.length > 125 ? 2 : 0;
        if ((first & 0x08) != 0) {
            lengthBytes = 0;
        }
        byte[] frame = new byte[2 + lengthBytes + 4 + payload.length];
        frame[0] = (byte) first;
        frame[1] = (byte) (0x80 | (lengthBytes == 8 ? 127 : lengthBytes == 2 ? 126 : payload.length));
        for (int i = 0; i < lengthBytes; i++) {
            int shift = 8 * (lengthBytes - 1 - i);
            frame[2 + i] = shift >= 32 ? 0 : (byte) (payload.length >>> shift);
        }
        int mask = random.nextInt();
        for (int i = 0; i < 4; i++) {
            frame[2 + lengthBytes + i] = (byte) (mask >>> (24 - 8 * i));
        }
        for (int i = 0; i < payload.length; i++) {
            frame[6 + lengthBytes + i] = (byte) (payload[i] ^ mask >>> (24 - 8 * (i % 4)));
        }
        return frame;
    }

    private void damage(List<byte[]> frames, int at) {
        byte[] frame = frames.get(at);
        int announced = (frame[1] & 0x7F) == 126 ? 2 : (frame[1] & 0x7F) == 127 ? 8 : 0;
        // It may have been damaged before.
        int lengthBytes = frame.length < 6 + announced ? 0 : announced;
        int payloadAt = 6 + lengthBytes;
        switch (random.nextInt(9)) {
            case 0 -> frame[0] ^= (byte) (1 << random.nextInt(8));
            case 1 -> frame[0] = (byte) (frame[0] & 0xF0 | random.nextInt(16));
            case 2 -> frame[1] = (byte) (0x80 | random.nextInt(128));
            case 3 -> frame[1 + random.nextInt(1 + lengthBytes)] ^= (byte) (1 << random.nextInt(8));
            case 4 -> frame[2 + lengthBytes + random.nextInt(4)] ^= (byte) (1 << random.nextInt(8));
            case 5 ->
                frames.set(at, Arrays.copyOf(frame, frame.length + random.nextInt(5) - Math.min(4, frame.length - 6)));
            case 6 -> frames.add(at, frames.get(random.nextInt(frames.size())).clone());
            case 7 -> frames.set(at, frame(0x81, text(most + 1 + random.nextInt(50))));
            default -> {
                if (frame.length > payloadAt) {
                    frame[payloadAt + random.nextInt(frame.length - payloadAt)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
    }
}
