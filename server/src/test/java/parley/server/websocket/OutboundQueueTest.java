package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
    private final OutboundQueue queue = new OutboundQueue(Frame.raw(new byte[] {'1', '0', '1'}));
    private final StringBuilder wire = new StringBuilder();

    /** Lets the socket take so many bytes of the next write. */
    private int write(int capacity, int taken) {
        ByteBuffer buffer = ByteBuffer.allocate(capacity);
        queue.fill(buffer);
        buffer.flip();
        int count = Math.min(taken, buffer.remaining());
        for (int i = 0; i < count; i++) {
            wire.append((char) (buffer.get(i) & 0xFF));
        }
        return queue.written(count);
    }

    private static Frame text(String text) {
        return Frame.text(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer ping(String payload) {
        return ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static String wireOf(String... frames) {
        StringBuilder all = new StringBuilder();
        for (String frame : frames) {
            char opcode = frame.charAt(0) == 't' ? '\u0081' : frame.charAt(0) == 'i' ? '\u0089' : '\u008a';
            all.append(opcode).append((char) (frame.length() - 1)).append(frame.substring(1));
        }
        return all.toString();
    }

    @Test
    void partialWritesContinueWhereTheyStopped() {
        queue.add(text("hello"));
        queue.add(text("world"));
        assertThat(queue.bytes()).isEqualTo(3 + 7 + 7);
        assertThat(write(100, 0)).isZero();
        assertThat(write(100, 5)).isEqualTo(1);
        assertThat(write(4, 4)).isZero();
        assertThat(queue.bytes()).isEqualTo(8);
        assertThat(write(100, 100)).isEqualTo(2);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(wire).hasToString("101" + wireOf("thello", "tworld"));
    }

    @Test
    void nothingOvertakesTheHandshakeEvenWhenTheFirstWriteTookNothing() {
        queue.add(text("a"));
        write(100, 0);
        queue.ping();
        queue.pong(ping("x"));
        write(100, 100);
        assertThat(wire).startsWith("101").contains(wireOf("i")).contains(wireOf("ox"));
    }

    @Test
    void controlFramesGoBetweenFramesAndNotIntoOne() {
        queue.add(text("first"));
        queue.add(text("second"));
        write(100, 5);
        queue.pong(ping("x"));
        write(100, 100);
        assertThat(wire).hasToString("101" + wireOf("tfirst", "ox", "tsecond"));
    }

    @Test
    void aFloodOfPingsLeavesOnePongQueuedAndTheLatestRemembered() {
        queue.add(text("data"));
        write(100, 4);
        for (int i = 0; i < 10_000; i++) {
            queue.pong(ping("p" + i));
            queue.ping();
        }
        assertThat(queue.bytes()).isEqualTo(5 + 4 + 2);
        for (int writes = 0; writes < 1 + 16; writes++) {
            assertThat(queue.isEmpty()).isFalse();
            write(100, 100);
        }
        assertThat(queue.isEmpty()).isTrue();
        String[] frames = IntStream.concat(IntStream.of(0), IntStream.range(9_984, 10_000))
                .mapToObj(i -> "op" + i)
                .toArray(String[]::new);
        assertThat(wire).hasToString("101" + wireOf("tdata", "i") + wireOf(frames));
        queue.ping();
        queue.pong(ping("again"));
        assertThat(queue.bytes()).isEqualTo(2 + 7);
    }

    @Test
    void droppingKeepsTheRestOfABegunFrame() {
        queue.add(text("begun"));
        queue.add(text("dropped"));
        write(100, 6);
        queue.ping();
        queue.pong(ping("x"));
        queue.dropNotBegun();
        assertThat(queue.bytes()).isEqualTo(4);
        queue.add(text("last"));
        write(100, 100);
        assertThat(wire).hasToString("101" + wireOf("tbegun", "tlast"));
        queue.ping();
        assertThat(queue.bytes()).isEqualTo(2);
        queue.dropNotBegun();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void sharedFramesAreNeverChanged() {
        Frame shared = text("shared");
        byte[] before = shared.wire().clone();
        OutboundQueue other = new OutboundQueue(Frame.raw(new byte[0]));
        queue.add(shared);
        other.add(shared);
        write(100, 7);
        write(100, 100);
        assertThat(shared.wire()).isEqualTo(before);
        ByteBuffer buffer = ByteBuffer.allocate(100);
        other.fill(buffer);
        assertThat(Arrays.copyOf(buffer.array(), buffer.position())).isEqualTo(before);
    }

    @Test
    void anySequenceOfWritesGivesTheSameBytes() {
        long seed = System.nanoTime();
        System.out.println("OutboundQueueTest seed " + seed);
        Random random = new Random(seed);
        StringBuilder expected = new StringBuilder("101");
        for (int i = 0; i < 2_000; i++) {
            String text = "x".repeat(random.nextInt(100));
            expected.append(wireOf("t" + text));
            queue.add(text(text));
            if (random.nextBoolean()) {
                write(1 + random.nextInt(300), random.nextInt(200));
            }
        }
        while (!queue.isEmpty()) {
            write(1 + random.nextInt(300), random.nextInt(200));
        }
        assertThat(wire).hasToString(expected.toString());
    }
}
