package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.Framedata;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Random streams, right and slightly wrong, cut at random, against Java-WebSocket fed with the same bytes. Both must say the
 * same up to the first error, and agree that there is one. Where our guards are stricter than the draft, the oracle has them
 * too: binary, and the size of a message judged at each fragment.
 */
class FrameDecoderDifferentialTest {
    private static final int MAX = 2_000;
    private static final int STREAMS = 3_000;

    @Test
    void agreesWithTheDraft() {
        // It logs what it is about to throw.
        ((Logger) LoggerFactory.getLogger("org.java_websocket")).setLevel(Level.OFF);
        long seed = System.nanoTime();
        System.out.println("FrameDecoderDifferentialTest seed " + seed);
        Random random = new Random(seed);
        int wrong = 0;
        for (int i = 0; i < STREAMS; i++) {
            byte[] stream = stream(random);
            List<String> ours = ours(stream, random);
            assertThat(ours).as("stream %d of seed %d", i, seed).isEqualTo(theDrafts(stream));
            wrong += ours.contains("error") ? 1 : 0;
        }
        // Both kinds must really occur.
        assertThat(wrong).isBetween(STREAMS / 10, STREAMS * 9 / 10);
    }

    private static byte[] stream(Random random) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        boolean inMessage = false;
        int frames = 1 + random.nextInt(8);
        for (int i = 0; i < frames; i++) {
            int kind = random.nextInt(20);
            if (kind < 3) {
                stream.writeBytes(mutated(RawClient.frame(0x89 + random.nextInt(2), payload(random, 130)), random));
            } else if (kind == 3) {
                stream.writeBytes(RawClient.frame(0x88, new byte[0]));
            } else {
                boolean last = random.nextInt(3) > 0;
                boolean astray = random.nextInt(25) == 0;
                int first = (last ? 0x80 : 0) | (inMessage ^ astray ? 0 : 1);
                inMessage = !last;
                int most = random.nextInt(10) == 0 ? MAX + 50 : 150;
                stream.writeBytes(mutated(RawClient.frame(first, payload(random, most)), random));
            }
        }
        return stream.toByteArray();
    }

    /** Sometimes with one bit changed, of the first byte or of mask and payload; lengths stay, or all that follows is noise. */
    private static byte[] mutated(byte[] frame, Random random) {
        if (random.nextInt(12) == 0) {
            int header = (frame[1] & 0x7F) == 126 ? 4 : 2;
            int at = random.nextBoolean() ? 0 : header + random.nextInt(frame.length - header);
            byte before = frame[at];
            frame[at] ^= (byte) (1 << random.nextInt(8));
            if (at == 0 && (frame[0] & 0x0F) == 0x08) {
                // A close frame with a payload of text: there the draft throws a NullPointerException.
                frame[0] = before;
            }
        }
        return frame;
    }

    /** Text, cut anywhere: half code points go on in the next fragment, or are an error. */
    private static byte[] payload(Random random, int most) {
        int length = random.nextInt(most);
        String unit = random.nextInt(4) == 0 ? "aä€\uD83D\uDC4B" : "plain text";
        return Arrays.copyOf(unit.repeat(length / 10 + 1).getBytes(StandardCharsets.UTF_8), length);
    }

    private static List<String> ours(byte[] stream, Random random) {
        FrameDecoder decoder = new FrameDecoder(MAX, 256, false);
        List<String> said = new ArrayList<>();
        try {
            int to;
            for (int from = 0; from < stream.length; from = to) {
                to = Math.min(stream.length, from + 1 + random.nextInt(random.nextBoolean() ? 5 : 500));
                ByteBuffer in = ByteBuffer.wrap(stream, from, to - from);
                for (Incoming next = decoder.next(in); next != null; next = decoder.next(in)) {
                    said.add(FrameDecoderTest.describe(next));
                    if (next instanceof Incoming.Close) {
                        return said;
                    }
                }
            }
        } catch (ProtocolViolation e) {
            said.add("error");
        }
        return said;
    }

    /** One byte at a time, so that the draft's errors do not take the frames before them away. */
    private static List<String> theDrafts(byte[] stream) {
        Oracle oracle = new Oracle();
        try {
            for (byte one : stream) {
                for (Framedata frame : oracle.draft.translateFrame(ByteBuffer.wrap(new byte[] {one}))) {
                    oracle.take(frame);
                    if (frame.getOpcode() == Opcode.CLOSING) {
                        return oracle.said;
                    }
                }
            }
        } catch (InvalidDataException e) {
            oracle.said.add("error");
        }
        return oracle.said;
    }

    /** Java-WebSocket's decoder and its way of putting messages together. */
    private static final class Oracle {
        private final List<String> said = new ArrayList<>();
        private final Draft_6455 draft = new Draft_6455(List.of(), MAX);
        private final org.java_websocket.WebSocketImpl socket =
                new org.java_websocket.WebSocketImpl(new DraftListener(said), draft);
        private int messageBytes;

        void take(Framedata frame) throws InvalidDataException {
            switch (frame.getOpcode()) {
                case CLOSING -> said.add("close 1005 ");
                case BINARY -> throw new InvalidDataException(1003);
                case TEXT, CONTINUOUS -> takeData(frame);
                default -> draft.processFrame(socket, frame);
            }
        }

        private void takeData(Framedata frame) throws InvalidDataException {
            messageBytes += frame.getPayloadData().remaining();
            if (messageBytes > MAX) {
                throw new InvalidDataException(1009);
            }
            if (frame.isFin()) {
                messageBytes = 0;
            }
            draft.processFrame(socket, frame);
        }
    }
}
