package parley.server.store.redis;

import static parley.server.store.redis.Commands.bytes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import parley.server.store.EventKind;
import parley.server.store.Known;

/** A call of {@link Script#APPEND}: some messages to one room, or one edit or deletion. Lane thread. */
final class AppendCall {

    private static final Known NOTHING_KNOWN = new Known("", 0, 0);
    private static final int CONTEXT_BYTES = 4 + 6 + 6 + 6 + 1;
    private static final int HEAD_BYTES = RetryKey.FIELD_BYTES + RetryKey.CONTENT_HASH_BYTES + 1 + 1 + 6 + 6 + 4;

    private final String base;
    private final long newestSeq;
    private final long clockMs;
    private final List<byte[]> keys;
    private final List<byte[]> arguments = new ArrayList<>();
    private final AppendContext context;
    private final long day;
    private final long segment;
    private Known known = NOTHING_KNOWN;
    private boolean hasTarget;
    private int size;

    /**
     * A call without events yet.
     *
     * @param room whose log it is, and its keys
     * @param newestSeq about the newest number of the room
     */
    AppendCall(String room, RoomKeys roomKeys, long newestSeq, AppendContext context) {
        this.context = context;
        String hinted = context.hints().baseEpoch(room);
        base = hinted == null ? context.dataSetId() : hinted;
        this.newestSeq = newestSeq;
        clockMs = context.clockMs();
        segment = RoomKeys.segmentOf(newestSeq + 1);
        day = context.day();
        keys = new ArrayList<>(List.of(
                roomKeys.room(),
                roomKeys.retryKeys(day),
                roomKeys.retryKeys(day - 1),
                roomKeys.retryKeys(day + 1),
                roomKeys.segment(segment),
                roomKeys.segment(segment + 1),
                bytes(roomKeys.feed())));
    }

    private byte[] forAll() {
        List<byte[]> ids = List.of(
                bytes(base),
                bytes(context.dataSetId()),
                bytes(known.epoch()),
                bytes(known.seq() == 0 ? "" : Ids.random(12)));
        ByteBuffer out = ByteBuffer.allocate(
                CONTEXT_BYTES + ids.stream().mapToInt(id -> id.length + 1).sum());
        out.putInt((int) day);
        LogRecord.putNumber(out, segment);
        LogRecord.putNumber(out, known.seq());
        LogRecord.putNumber(out, known.timestampMs());
        out.put((byte) (context.full() ? 1 : 0));
        ids.forEach(id -> out.put(id).put((byte) 0));
        return out.array();
    }

    /** Returns whether it has messages only, and more can join them. */
    boolean takesMore() {
        return !hasTarget;
    }

    /** Returns how many events it has. */
    int size() {
        return size;
    }

    /** Adds a message, or the only edit or deletion. */
    void add(PreparedAppend event) {
        arguments.add(argument(event));
        Known held = event.append().known();
        if (held != null && held.seq() >= known.seq()) {
            known = held;
        }
        if (event.append().kind() != EventKind.MESSAGE) {
            hasTarget = true;
            keys.add(event.keys().segment(RoomKeys.segmentOf(event.append().target())));
            arguments.add(target(event));
        }
        size++;
    }

    private byte[] argument(PreparedAppend event) {
        long seq = newestSeq + size + 1;
        LogRecord.Draft draft = LogRecord.draft(base, event, seq, clockMs);
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + draft.rest().length);
        out.put(event.retryKey().field());
        out.put(event.retryKey().contentHash());
        out.put((byte) LogRecord.code(event.append().kind()));
        out.put((byte) (event.append().onlyIfKnown() ? 1 : 0));
        LogRecord.putNumber(out, seq);
        LogRecord.putNumber(out, clockMs);
        out.putInt(draft.check());
        return out.put(draft.rest()).array();
    }

    private static byte[] target(PreparedAppend event) {
        ByteBuffer out = ByteBuffer.allocate(6 + 4 + event.author().length + 1 + event.text().length);
        LogRecord.putNumber(out, event.append().target());
        out.putInt(RecordCheck.ofText(event.text()));
        return out.put(event.author()).put((byte) 0).put(event.text()).array();
    }

    /** Returns what follows the command. */
    byte[][] arguments() {
        List<byte[]> all = new ArrayList<>(1 + arguments.size());
        all.add(forAll());
        all.addAll(arguments);
        return Commands.call(Script.APPEND, keys, all);
    }
}
