package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import parley.server.CpuTime;
import parley.server.FuzzRun;

/**
 * Random conversations, right and slightly wrong, cut at random, against Java-WebSocket fed with the same bytes. Both must
 * say the same up to the first error, and agree that there is one.
 */
class FrameDecoderDifferentialTest {
    private static final int MOST = 2_000;

    private final long seed = FuzzRun.seed(getClass());
    private final Random random = new Random(seed);
    private final CpuTime time = new CpuTime("FrameDecoderDifferentialTest");

    @Test
    void agreesWithTheDraft() {
        // It logs what it is about to throw.
        ((Logger) LoggerFactory.getLogger("org.java_websocket")).setLevel(Level.OFF);
        RandomConversation conversation = new RandomConversation(random, MOST);
        int frames = FuzzRun.inputs(60_000, 6_000_000);
        int inputs = 0;
        int wrong = 0;
        int closed = 0;
        long messages = 0;
        for (int sent = 0; sent < frames; inputs++) {
            List<byte[]> next = conversation.next();
            sent += next.size();
            byte[] stream = RawClient.concat(next);
            List<String> ours = ours(stream);
            if (!ours.equals(new DraftOracle(MOST).read(next))) {
                compareByteByByte(stream, ours, inputs);
            }
            messages += ours.size();
            wrong += ours.contains("error") ? 1 : 0;
            closed += !ours.isEmpty() && ours.get(ours.size() - 1).startsWith("close") ? 1 : 0;
        }
        time.print();
        System.out.println("FrameDecoderDifferentialTest: " + frames + " frames, " + messages + " messages, " + closed
                + " closed, " + wrong + " violations, all as the draft says");
        // All kinds must really occur.
        assertThat(wrong).isBetween(inputs / 10, inputs * 9 / 10);
        assertThat(closed).isGreaterThan(inputs / 20);
    }

    private List<String> ours(byte[] stream) {
        List<ByteBuffer> chunks = new ArrayList<>();
        int to;
        for (int from = 0; from < stream.length; from = to) {
            to = Math.min(stream.length, from + 1 + random.nextInt(random.nextInt(3) == 0 ? 5 : 800));
            chunks.add(ByteBuffer.wrap(stream, from, to - from).slice());
        }
        List<String> said = new ArrayList<>();
        time.run(stream.length, () -> {
            said.clear();
            chunks.forEach(ByteBuffer::rewind);
            decode(chunks, said);
        });
        return said;
    }

    private static void decode(List<ByteBuffer> chunks, List<String> said) {
        FrameDecoder decoder = new FrameDecoder(MOST, 256, false);
        try {
            for (ByteBuffer in : chunks) {
                for (Incoming next = decoder.next(in); next != null; next = decoder.next(in)) {
                    said.add(DraftOracle.inItsWords(FrameDecoderTest.describe(next)));
                    if (next instanceof Incoming.Close) {
                        return;
                    }
                }
            }
        } catch (ProtocolViolation e) {
            said.add("error");
        }
    }

    /**
     * Exactly, but slowly. Of a frame that is not complete the draft does not judge all of the header yet; then more is sent,
     * which ends the frame and is an error itself.
     */
    private void compareByteByByte(byte[] stream, List<String> ours, int input) {
        if (!ours.equals(new DraftOracle(MOST).readByteByByte(stream))) {
            byte[] longer = Arrays.copyOf(stream, stream.length + MOST + 200);
            Arrays.fill(longer, stream.length, longer.length, (byte) 0xFF);
            assertThat(ours(longer))
                    .as("input %d of seed %d", input, seed)
                    .isEqualTo(new DraftOracle(MOST).readByteByByte(longer));
        }
    }
}
