package parley.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.ServerMessage;

/** The requests of one connection after another that wait for their answers, by ref. On the client's thread. */
final class Requests {
    private final Loop loop;
    private final Consumer<String> wire;
    private final Counters counters;
    private final Map<String, Pending> pending = new HashMap<>();
    private long nextRef;

    Requests(Loop loop, Consumer<String> wire, Counters counters) {
        this.loop = loop;
        this.wire = wire;
        this.counters = counters;
    }

    /** What becomes of a request; exactly one of both is called. */
    interface Answer {
        /** The reply with the request's ref: its own type, an ack or an error. */
        void replied(ServerMessage.Reply reply);

        /** The connection ended first; whether it was done is not known. */
        default void lost() {}
    }

    /** A ref for a request that is not a write; unique on this client. */
    String newRef() {
        return "r" + nextRef++;
    }

    /** Sends a request that has a ref. */
    void send(ClientMessage request, Answer answer) {
        String ref = request.ref();
        if (ref == null) {
            throw new IllegalArgumentException("a request without a ref cannot be answered");
        }
        pending.put(ref, new Pending(answer, loop.nanoTime()));
        wire.accept(ClientCodec.encode(request));
    }

    /** True when {@code reply} was the answer to a request. */
    boolean answer(@Nullable String ref, ServerMessage.Reply reply) {
        Pending request = ref == null ? null : pending.remove(ref);
        if (request == null) {
            return false;
        }
        counters.roundTrip(TimeUnit.NANOSECONDS.toMillis(loop.nanoTime() - request.sentNanos));
        request.answer.replied(reply);
        return true;
    }

    /** Milliseconds for which the oldest request has been waiting; 0 when none is. */
    long oldestMs() {
        long now = loop.nanoTime();
        long oldest = pending.values().stream()
                .mapToLong(p -> now - p.sentNanos)
                .max()
                .orElse(0);
        return TimeUnit.NANOSECONDS.toMillis(oldest);
    }

    /** The connection is gone, and all answers with it. */
    void lost() {
        List<Pending> all = new ArrayList<>(pending.values());
        pending.clear();
        all.forEach(p -> p.answer.lost());
    }

    private record Pending(Answer answer, long sentNanos) {}
}
