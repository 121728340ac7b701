package parley.server.store.redis;

import static parley.server.store.redis.Commands.bytes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.server.store.Top;
import parley.server.store.TopQuery;
import redis.clients.jedis.Protocol.Command;

/** Asks for the newest events of many rooms, by one script call per partition and at most 64 rooms. */
final class TopsExchange extends Exchange {

    private static final int ROOMS_PER_CALL = 64;

    private final List<TopQuery> queries;
    private final ReadContext context;
    private final Consumer<List<Top>> reply;
    private final List<List<TopQuery>> calls = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private boolean countsSent;

    TopsExchange(List<TopQuery> queries, ReadContext context, Executor replyTo, Consumer<List<Top>> reply) {
        super(replyTo);
        this.queries = queries;
        this.context = context;
        this.reply = reply;
    }

    @Override
    void write(Commands out) {
        calls.clear();
        removed.clear();
        NodeView.Snapshot nodes = context.nodes().snapshot();
        countsSent = !nodes.living().isEmpty();
        byPartition().values().forEach(rooms -> {
            for (int from = 0; from < rooms.size(); from += ROOMS_PER_CALL) {
                List<TopQuery> call = rooms.subList(from, Math.min(rooms.size(), from + ROOMS_PER_CALL));
                calls.add(call);
                TopScript.write(
                        out,
                        context.nodeId(),
                        context.dataSetId(),
                        nodes,
                        call.stream().map(this::question).toList());
            }
        });
        removeForgotten(out);
    }

    private Map<Integer, List<TopQuery>> byPartition() {
        Map<Integer, List<TopQuery>> partitions = new TreeMap<>();
        for (TopQuery query : queries) {
            partitions
                    .computeIfAbsent(Partitions.of(query.room()), any -> new ArrayList<>())
                    .add(query);
            if (query.members() > 0) {
                context.members().forgotten().remove(query.room());
            }
        }
        return partitions;
    }

    private TopScript.Question question(TopQuery query) {
        Integer change = countsSent ? context.members().change(query.room(), query.members()) : null;
        return new TopScript.Question(query.room(), query.known(), change);
    }

    private void removeForgotten(Commands out) {
        for (String room : context.members().forgotten()) {
            removed.add(room);
            out.add(Command.HDEL, new RoomKeys(room).members(), bytes(context.nodeId()));
        }
    }

    @Override
    @Nullable
    Runnable read(List<Object> replies) {
        Map<String, Top> byRoom = new HashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            context.nodes().strangers(TopScript.strangers(replies.get(i)));
            List<RoomTop> tops = TopScript.read(context.dataSetId(), replies.get(i));
            for (int k = 0; k < tops.size(); k++) {
                TopQuery query = calls.get(i).get(k);
                if (countsSent) {
                    context.members().written(query.room(), query.members());
                }
                byRoom.put(query.room(), top(query.room(), tops.get(k)));
            }
        }
        removed.forEach(context.members()::removed);
        List<Top> answer =
                queries.stream().map(query -> byRoom.get(query.room())).toList();
        return () -> reply.accept(answer);
    }

    private static Top top(String room, RoomTop top) {
        return new Top(room, top.epoch(), top.seq(), top.timestampMs(), top.membersElsewhere());
    }

    @Override
    Runnable unavailable() {
        return () -> reply.accept(List.of());
    }
}
