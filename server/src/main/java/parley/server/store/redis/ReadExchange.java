package parley.server.store.redis;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.server.store.Read;
import parley.server.store.ReadResult;

/** Reads a part of a room's log: first where the room stands, then the events, in as many rounds as it takes. */
final class ReadExchange extends Exchange {

    private final Read request;
    private final ReadContext context;
    private final Consumer<ReadResult> reply;
    private @Nullable Reading reading;

    ReadExchange(Read request, ReadContext context, Executor replyTo, Consumer<ReadResult> reply) {
        super(replyTo);
        this.request = request;
        this.context = context;
        this.reply = reply;
    }

    @Override
    void write(Commands out) {
        if (reading != null) {
            reading.write(out);
            return;
        }
        TopScript.Question question = new TopScript.Question(request.room(), request.known(), null);
        TopScript.write(out, context.nodeId(), context.dataSetId(), NodeView.NOBODY, List.of(question));
    }

    @Override
    @Nullable
    Runnable read(List<Object> replies) {
        Reading current = reading;
        try {
            if (current == null) {
                RoomTop top =
                        TopScript.read(context.dataSetId(), replies.get(0)).get(0);
                if (top.seq() < 0 || top.timestampMs() < 0 || top.listedSeq() < 0) {
                    throw new LogRecord.DamagedException("one of its counters is no number");
                }
                current = request.mode() == Read.Mode.AFTER
                        ? new ReplayReading(request, top)
                        : new PageReading(request, top);
                reading = current;
            } else {
                current.read(replies);
            }
        } catch (LogRecord.DamagedException e) {
            context.damage().damaged(request.room(), String.valueOf(e.getMessage()));
            return unavailable();
        }
        if (!current.done()) {
            return null;
        }
        ReadResult.Page page = current.page();
        return () -> reply.accept(page);
    }

    @Override
    Runnable unavailable() {
        return () -> reply.accept(new ReadResult.Unavailable());
    }
}
