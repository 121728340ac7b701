package parley.server.store.redis;

import static parley.server.store.redis.Commands.bytes;

import java.util.ArrayList;
import java.util.List;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import parley.server.store.archive.ArchiveException;
import parley.server.store.archive.RoomTarget;
import redis.clients.jedis.Protocol.Command;

/** A room that is being imported, under keys of its own in the slot of the room. */
final class StagedRoom implements RoomTarget.Writer {

    private static final int ROUND = 256;
    private static final long DAY_MS = 86_400_000;
    private static final long LEFT_OVER_S = 86_400;
    private static final int SCRIPT_DONE = 1;
    private static final int SCRIPT_EXISTS = 0;

    private final StoreLink link;
    private final String room;
    private final RoomKeys keys;
    private final long today;
    private final Runnable requireSpace;
    private final String staged;
    private final List<byte[]> records = new ArrayList<>();
    private final List<byte[]> todaysKeys = new ArrayList<>();
    private final List<byte[]> yesterdaysKeys = new ArrayList<>();
    private long seq;
    private long written;
    private long timestampMs;
    private long listedSeq;

    /**
     * A room without events.
     *
     * @param today the UTC day by Redis' clock
     * @param requireSpace throws when nothing may be written
     */
    StagedRoom(StoreLink link, String room, long today, Runnable requireSpace) {
        this.link = link;
        this.room = room;
        this.keys = new RoomKeys(room);
        this.today = today;
        this.requireSpace = requireSpace;
        staged = keys.staged(Ids.random(12));
    }

    @Override
    public void add(LogEvent event) {
        seq = event.seq();
        timestampMs = event.timestampMs();
        if (event.kind() == EventKind.MESSAGE) {
            listedSeq = seq;
        }
        records.add(LogRecord.write(room, link.dataSetId(), event));
        remember(event);
        if (records.size() == ROUND) {
            flush();
        }
    }

    /**
     * A client whose message was stored, but whose answer was lost, repeats it for a day. Where the file does not tell
     * any more what was asked, there is nothing to compare with.
     */
    private void remember(LogEvent event) {
        long day = event.timestampMs() / DAY_MS;
        if ((day == today || day == today - 1) && RetryKey.tellsContent(event)) {
            RetryKey key = RetryKey.of(event);
            List<byte[]> list = day == today ? todaysKeys : yesterdaysKeys;
            list.add(key.field());
            list.add(key.value(event.seq(), event.timestampMs()));
        }
    }

    private void flush() {
        if (records.isEmpty()) {
            return;
        }
        requireSpace.run();
        Commands commands = new Commands();
        int from = 0;
        while (from < records.size()) {
            long segment = RoomKeys.segmentOf(written + from + 1);
            long room = (segment + 1) * RoomKeys.SEGMENT_EVENTS - written - from;
            int to = (int) Math.min(records.size(), from + room);
            byte[] key = segmentKey(segment);
            commands.add(Command.RPUSH, with(key, records.subList(from, to)));
            commands.add(Command.EXPIRE, key, bytes(LEFT_OVER_S));
            from = to;
        }
        addKeys(commands, today, todaysKeys);
        addKeys(commands, today - 1, yesterdaysKeys);
        link.ask(commands);
        written += records.size();
        records.clear();
    }

    private void addKeys(Commands commands, long day, List<byte[]> fieldsAndValues) {
        if (!fieldsAndValues.isEmpty()) {
            byte[] key = retryKey(day);
            commands.add(Command.HSET, with(key, fieldsAndValues));
            commands.add(Command.EXPIREAT, key, RedisRoomTarget.seconds(day + 2));
            fieldsAndValues.clear();
        }
    }

    @Override
    public void end() {
        flush();
        Commands commands = new Commands();
        byte[] counters = bytes(staged);
        commands.add(
                Command.HSET,
                counters,
                bytes("seq"),
                bytes(seq),
                bytes("ts"),
                bytes(timestampMs),
                bytes("listed"),
                bytes(listedSeq),
                bytes("base"),
                bytes(link.dataSetId()),
                bytes("epoch"),
                bytes(Ids.random(12)));
        commands.add(Command.EXPIRE, counters, bytes(LEFT_OVER_S));
        link.ask(commands);
    }

    @Override
    public void publish() throws ArchiveException {
        long answer = adopt();
        if (answer == SCRIPT_EXISTS) {
            throw new ArchiveException("The room " + room + " has come into being meanwhile.");
        }
        if (answer != SCRIPT_DONE) {
            throw new StoreException(
                    "Parts of the room " + room + " vanished from Redis while it was imported.", false, null);
        }
    }

    private long adopt() {
        List<byte[]> pairs = new ArrayList<>();
        for (long segment = 0; segment <= RoomKeys.segmentOf(seq); segment++) {
            pairs.add(segmentKey(segment));
            pairs.add(keys.segment(segment));
        }
        pairs.add(bytes(staged));
        pairs.add(keys.room());
        int lasting = pairs.size();
        for (long day = today - 1; day <= today; day++) {
            pairs.add(retryKey(day));
            pairs.add(keys.retryKeys(day));
        }
        List<byte[]> args = new ArrayList<>(List.of(Script.ADOPT.body(), bytes(pairs.size())));
        args.addAll(pairs);
        args.add(bytes(lasting));
        return (Long) link.ask(Command.EVAL, args.toArray(new byte[0][]));
    }

    @Override
    public boolean discard() {
        List<byte[]> all = new ArrayList<>(List.of(bytes(staged), retryKey(today), retryKey(today - 1)));
        for (long segment = 0; segment <= RoomKeys.segmentOf(Math.max(1, written)); segment++) {
            all.add(segmentKey(segment));
        }
        try {
            link.ask(Command.UNLINK, all.toArray(new byte[0][]));
            return true;
        } catch (StoreException e) {
            // The reason why it is thrown away is told already.
            return false;
        }
    }

    private byte[] segmentKey(long segment) {
        return bytes(staged + ":log:" + segment);
    }

    private byte[] retryKey(long day) {
        return bytes(staged + ":refs:" + day);
    }

    private static byte[][] with(byte[] key, List<byte[]> rest) {
        List<byte[]> all = new ArrayList<>(rest.size() + 1);
        all.add(key);
        all.addAll(rest);
        return all.toArray(new byte[0][]);
    }
}
