package parley.server.websocket;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parley.model.CloseCode;

/** Counts of what the WebSocket connections of all loops did, since the start. Any thread. */
public final class Traffic {
    private static final int OTHER_CODE = 0;
    private static final Set<Integer> OWN_CODES = IntStream.concat(
                    IntStream.of(ClosePayload.NO_CODE, ClosePayload.ABNORMAL),
                    Arrays.stream(CloseCode.values()).mapToInt(CloseCode::code))
            .boxed()
            .collect(Collectors.toUnmodifiableSet());

    private final LongAdder opened = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder messagesIn = new LongAdder();
    private final LongAdder framesOut = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final Map<Integer, LongAdder> closes = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> refusals = new ConcurrentHashMap<>();

    /** Connections that are open now, those that are closing included. */
    public long open() {
        return opened.sum() - ended.sum();
    }

    public long opened() {
        return opened.sum();
    }

    public long bytesIn() {
        return bytesIn.sum();
    }

    public long bytesOut() {
        return bytesOut.sum();
    }

    public long messagesIn() {
        return messagesIn.sum();
    }

    /** Frames written completely; divided by {@link #writes()} it says how many shared a write. */
    public long framesOut() {
        return framesOut.sum();
    }

    public long writes() {
        return writes.sum();
    }

    /**
     * How often connections ended with each close code that is ours, 1005 or 1006, as told to their listeners; codes that
     * peers make up are counted as 0, or they could fill the metrics.
     */
    public Map<Integer, LongAdder> closes() {
        return Map.copyOf(closes);
    }

    /** How many requests were refused with each status, before anybody else saw them. */
    public Map<Integer, LongAdder> refusals() {
        return Map.copyOf(refusals);
    }

    void opening() {
        opened.increment();
    }

    void ending() {
        ended.increment();
    }

    void read(int bytes) {
        bytesIn.add(bytes);
    }

    void message() {
        messagesIn.increment();
    }

    void wrote(int bytes, int frames) {
        writes.increment();
        bytesOut.add(bytes);
        framesOut.add(frames);
    }

    void close(int code) {
        closes.computeIfAbsent(OWN_CODES.contains(code) ? code : OTHER_CODE, c -> new LongAdder())
                .increment();
    }

    void refuse(int status) {
        refusals.computeIfAbsent(status, s -> new LongAdder()).increment();
    }
}
