package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.server.store.Known;

/** Calls {@link Script#TOP} and reads its answer. */
final class TopScript {

    private static final int FIELDS = 6;
    private static final Known NOTHING_KNOWN = new Known("", 0, 0);

    /**
     * A question about one room.
     *
     * @param room the room
     * @param known what this node holds of it
     * @param membersHere this node's count, when it has changed; else null
     */
    record Question(
            String room, @Nullable Known known, @Nullable Integer membersHere) {}

    private TopScript() {}

    /**
     * Asks about rooms of one partition.
     *
     * @param nodes the living and dead nodes; {@link NodeView#NOBODY}: leave members alone
     */
    static void write(
            Commands out, String nodeId, String dataSetId, NodeView.Snapshot nodes, List<Question> questions) {
        List<byte[]> keys = new ArrayList<>(questions.size() * 3);
        List<byte[]> args = new ArrayList<>();
        args.add(bytes(nodeId));
        args.add(bytes(dataSetId));
        args.add(bytes(Ids.random(12)));
        for (Collection<String> ids : List.of(nodes.living(), nodes.dead())) {
            args.add(bytes(ids.size()));
            ids.forEach(node -> args.add(bytes(node)));
        }
        for (Question question : questions) {
            RoomKeys room = new RoomKeys(question.room());
            Known known = question.known() == null ? NOTHING_KNOWN : question.known();
            keys.add(room.room());
            keys.add(room.members());
            keys.add(room.segment(RoomKeys.segmentOf(Math.max(1, known.seq()))));
            args.add(bytes(known.epoch()));
            args.add(bytes(known.seq()));
            args.add(bytes(known.timestampMs()));
            args.add(bytes(
                    question.membersHere() == null ? "" : question.membersHere().toString()));
        }
        out.script(Script.TOP, keys, args);
    }

    /** Reads the answers, one per question in their order. */
    static List<RoomTop> read(String dataSetId, Object reply) {
        List<?> fields = (List<?>) reply;
        List<RoomTop> tops = new ArrayList<>(fields.size() / FIELDS);
        for (int i = 0; i + FIELDS < fields.size(); i += FIELDS) {
            String own = text(fields.get(i));
            tops.add(new RoomTop(
                    own.isEmpty() ? dataSetId : own,
                    (Long) fields.get(i + 1),
                    (Long) fields.get(i + 2),
                    (Long) fields.get(i + 3),
                    text(fields.get(i + 4)),
                    Math.toIntExact((Long) fields.get(i + 5))));
        }
        return tops;
    }

    /** Reads the ids of nodes that have counts, but are neither living nor dead. */
    static List<String> strangers(Object reply) {
        List<?> fields = (List<?>) reply;
        return ((List<?>) fields.get(fields.size() - 1))
                .stream().map(TopScript::text).toList();
    }

    private static String text(Object bulk) {
        return new String((byte[]) bulk, UTF_8);
    }
}
