package parley.server.store.redis;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.Read;
import parley.server.store.ReadResult;
import parley.server.store.RoomLog;
import parley.server.store.Top;
import parley.server.store.TopQuery;

/** The logs of all rooms, by two lanes: a page of history must not make an append wait. */
final class RedisRoomLog implements RoomLog {

    private final Lane appends;
    private final Lane reads;
    private final AppendContext appendContext;
    private final ReadContext readContext;

    RedisRoomLog(Lane appends, AppendContext appendContext, Lane reads, ReadContext readContext) {
        this.appends = appends;
        this.appendContext = appendContext;
        this.reads = reads;
        this.readContext = readContext;
    }

    @Override
    public void append(Append request, Executor replyTo, Consumer<AppendResult> reply) {
        appends.submit(new AppendExchange(request, appendContext, replyTo, reply));
    }

    @Override
    public void read(Read request, Executor replyTo, Consumer<ReadResult> reply) {
        reads.submit(new ReadExchange(request, readContext, replyTo, reply));
    }

    @Override
    public void tops(List<TopQuery> queries, Executor replyTo, Consumer<List<Top>> reply) {
        reads.submit(new TopsExchange(queries, readContext, replyTo, reply));
    }

    @Override
    public void forgetMembers(String room) {
        readContext.members().forget(room);
        reads.submit(new TopsExchange(List.of(), readContext, Runnable::run, tops -> {}));
    }
}
