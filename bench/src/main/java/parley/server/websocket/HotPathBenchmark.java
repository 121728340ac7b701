package parley.server.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.Event;
import parley.model.ProtocolException;
import parley.model.ServerCodec;
import parley.model.Timestamp;

/**
 * What a message costs between the sockets, without the store: reading its frame and its JSON, writing the event's JSON and
 * frame, and making a run of twenty ready for the sockets; by the compiler that the start script chooses. In the server's package, whose parts are nobody else's business.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:CompilationMode=quick-only")
public class HotPathBenchmark {
    private static final int RUN = 20;
    private static final String TEXT = "x".repeat(100);
    private static final String REQUEST = "{\"type\":\"message\",\"room\":\"lobby\",\"message\":\"" + TEXT
            + "\",\"ref\":\"8a8b9f2e-1c1d-4e4f-9a9b-0c0d1e1f2a2b\"}";
    private static final long TIME_MS = 1_790_000_000_000L;

    private final FrameDecoder decoder = new FrameDecoder(65_536, 16, false);
    private final ByteBuffer wire = masked(REQUEST);
    private final Event event = new Event.Message(
            "lobby", 1_234, "ada", "u_0123456789abcdef", TEXT, Timestamp.format(TIME_MS), "8a8b9f2e", null);
    private final byte[] json = ServerCodec.encode(event).getBytes(StandardCharsets.UTF_8);
    private final Run run = new Run();
    private final RunImage image = new RunImage();

    /** A request's frame to its text. */
    @Benchmark
    public @Nullable Object frameIsRead() throws ProtocolViolation {
        return decoder.next(wire.rewind());
    }

    /** A request's text to what it says. */
    @Benchmark
    public ClientMessage requestIsRead() throws ProtocolException {
        return ClientCodec.read(REQUEST).decode();
    }

    /** An event to its JSON in UTF-8. */
    @Benchmark
    public byte[] eventIsWritten() {
        return ServerCodec.encode(event).getBytes(StandardCharsets.UTF_8);
    }

    /** An event's JSON to its frame. */
    @Benchmark
    public Frame frameIsWritten() {
        return Frame.text(json);
    }

    /** A frame's share in a run and in the run's bytes outside the heap. */
    @Benchmark
    @OperationsPerInvocation(RUN)
    public ByteBuffer runIsMade() {
        run.clear();
        for (int i = 0; i < RUN; i++) {
            run.add(Frame.text(json));
        }
        return image.from(run, 0);
    }

    private static ByteBuffer masked(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] mask = {1, 2, 3, 4};
        ByteBuffer frame = ByteBuffer.allocate(8 + utf8.length);
        frame.put((byte) 0x81)
                .put((byte) (0x80 | 126))
                .putShort((short) utf8.length)
                .put(mask);
        for (int i = 0; i < utf8.length; i++) {
            frame.put((byte) (utf8[i] ^ mask[i % 4]));
        }
        return frame.flip();
    }
}
