package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.server.store.LogEvent;
import redis.clients.jedis.Protocol.Command;

/**
 * Verifies that each retry key of a room belongs to the event at which it points, and that its content is the event's,
 * where the event still tells what was asked. What is missing is found by {@link RetryKeyPresence}.
 */
final class RetryKeyVerifier {

    private static final String SCAN_COUNT = "500";

    private final StoreLink link;
    private final String room;
    private final RoomKeys keys;
    private final String baseEpoch;
    private final Findings findings;
    private long checked;

    private static final class Entry {
        private final long day;
        private final byte[] field;
        private final RetryKey.Value value;

        Entry(long day, byte[] field, RetryKey.Value value) {
            this.day = day;
            this.field = field;
            this.value = value;
        }
    }

    RetryKeyVerifier(StoreLink link, String room, String baseEpoch, Findings findings) {
        this.link = link;
        this.room = room;
        this.keys = new RoomKeys(room);
        this.baseEpoch = baseEpoch;
        this.findings = findings;
    }

    /** Returns how many were looked at. */
    long checked() {
        return checked;
    }

    /** Verifies the keys of a UTC day. */
    void verify(long day) {
        byte[] key = keys.retryKeys(day);
        String cursor = "0";
        do {
            Object reply = link.ask(Command.HSCAN, key, bytes(cursor), bytes("COUNT"), bytes(SCAN_COUNT));
            if (!(reply instanceof List<?> parts)) {
                findings.add(Damage.RETRY_KEY, room, "those of day " + day + " are of another type");
                return;
            }
            cursor = new String((byte[]) parts.get(0), UTF_8);
            part(day, (List<?>) parts.get(1));
        } while (!cursor.equals("0"));
    }

    private void part(long day, List<?> fieldsAndValues) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i + 1 < fieldsAndValues.size(); i += 2) {
            checked++;
            byte[] field = (byte[]) fieldsAndValues.get(i);
            byte[] value = (byte[]) fieldsAndValues.get(i + 1);
            RetryKey.Value read = RetryKey.read(value);
            if (read == null || field.length != RetryKey.FIELD_BYTES) {
                add(day, field, "it has another length than when it was written");
            } else if (read.seq() == 0) {
                // A request that changed nothing: no event tells of it.
                if (read.timestampMs() != 0) {
                    add(day, field, "it has a time but no event");
                }
            } else {
                entries.add(new Entry(day, field, read));
            }
        }
        Commands commands = new Commands();
        for (Entry entry : entries) {
            long seq = entry.value.seq();
            commands.add(Command.LINDEX, keys.segment(RoomKeys.segmentOf(seq)), bytes(RoomKeys.indexOf(seq)));
        }
        List<Object> records = link.ask(commands);
        for (int i = 0; i < entries.size(); i++) {
            entry(entries.get(i), records.get(i));
        }
    }

    private void entry(Entry entry, @Nullable Object record) {
        long seq = entry.value.seq();
        if (!(record instanceof byte[] bytes)) {
            add(entry.day, entry.field, "it points at event " + seq + ", which is not there");
            return;
        }
        LogEvent event;
        try {
            event = LogRecord.read(room, baseEpoch, seq, bytes);
        } catch (LogRecord.DamagedException e) {
            // Told with the records.
            return;
        }
        RetryKey expected = RetryKey.of(event);
        boolean sameContent = !RetryKey.tellsContent(event) || entry.value.hasContentOf(expected);
        if (!Arrays.equals(expected.field(), entry.field)) {
            add(entry.day, entry.field, "it points at event " + seq + ", which is another request's");
        } else if (entry.value.timestampMs() != event.timestampMs()) {
            add(entry.day, entry.field, "its time is not that of its event " + seq);
        } else if (entry.day != RetryKeyPresence.lastDay(event) && entry.day != RetryKeyPresence.firstDay(event)) {
            add(entry.day, entry.field, "its day is not that of its event " + seq);
        } else if (!sameContent) {
            add(entry.day, entry.field, "its content is not that of its event " + seq);
        }
    }

    private void add(long day, byte[] field, String what) {
        findings.add(Damage.RETRY_KEY, room, "key " + HexFormat.of().formatHex(field) + " of day " + day + ": " + what);
    }
}
