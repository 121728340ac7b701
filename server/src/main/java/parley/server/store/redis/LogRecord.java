package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;

/**
 * The format of a record, version 1; big-endian, numbers without sign:
 *
 * <pre>
 * 1  version
 * 1  flags: kind in the lowest two bits, 0x10 deleted, 0x20 edited
 * 4  check: CRC32C over room, base epoch and everything below and above
 * 6  timestamp, milliseconds since 1970
 * 6  time of the last edit, only when edited
 * 4  check of the names
 * .  user, username, ref: one byte of length, UTF-8
 * 6  target, only when not a message
 * .  text, UTF-8, to the end; in the log only of a message that is not deleted, in the feed also of an edit
 * </pre>
 *
 * The scripts write and change the same format. An event's number is its place in the log, and part of the check.
 */
final class LogRecord {

    private static final int VERSION = 1;
    private static final int KIND = 0x03;
    private static final int DELETED = 0x10;
    private static final int EDITED = 0x20;
    private static final byte[] NOTHING = {};
    private static final int TARGET_BYTES = 6;
    /** All that is not a name or the text, at most. */
    private static final int FIXED_BYTES = 1 + 1 + 4 + 6 + 6 + 4 + 3 + 6;

    private LogRecord() {}

    /** Thrown for a record that is not what was written. */
    static final class DamagedException extends Exception {
        DamagedException(String message) {
            super(message);
        }
    }

    /** A new record. */
    static final class Draft {
        private final int check;
        private final byte[] rest;

        private Draft(int check, byte[] rest) {
            this.check = check;
            this.rest = rest;
        }

        int check() {
            return check;
        }

        /** What follows the timestamp. */
        byte[] rest() {
            return rest;
        }
    }

    /** Drafts the record of a new event; the text of an edit is not in it. */
    static Draft draft(String baseEpoch, PreparedAppend event, long seq, long timestampMs) {
        EventKind kind = event.append().kind();
        long target = event.append().target();
        boolean message = kind == EventKind.MESSAGE;
        byte[] text = message ? event.text() : NOTHING;
        CRC32C crc = RecordCheck.names(
                event.append().room(), baseEpoch, kind, target, event.user(), event.username(), event.ref());
        ByteBuffer rest = ByteBuffer.allocate(4
                + 3
                + event.user().length
                + event.username().length
                + event.ref().length
                + (message ? text.length : TARGET_BYTES));
        rest.putInt((int) crc.getValue());
        putName(rest, event.user());
        putName(rest, event.username());
        putName(rest, event.ref());
        if (message) {
            rest.put(text);
        } else {
            putNumber(rest, target);
        }
        RecordCheck.continueWithText(crc, RecordCheck.ofText(text), code(kind));
        RecordCheck.continueWithNumber(crc, seq);
        RecordCheck.continueWithNumber(crc, timestampMs);
        return new Draft((int) crc.getValue(), rest.array());
    }

    /**
     * Writes the record of an event in its current state, for a log that was not written here: byte for byte what the
     * scripts would have left.
     */
    static byte[] write(String room, String baseEpoch, LogEvent event) {
        byte[] user = event.user().getBytes(UTF_8);
        byte[] username = event.username().getBytes(UTF_8);
        byte[] ref = event.ref().getBytes(UTF_8);
        boolean message = event.kind() == EventKind.MESSAGE;
        String current = message && !event.deleted() ? event.text() : null;
        byte[] text = current == null ? NOTHING : current.getBytes(UTF_8);
        boolean edited = current != null && event.editedMs() != 0;
        int flags = code(event.kind()) | (message && event.deleted() ? DELETED : 0) | (edited ? EDITED : 0);

        CRC32C crc = RecordCheck.names(room, baseEpoch, event.kind(), event.target(), user, username, ref);
        int namesCheck = (int) crc.getValue();
        RecordCheck.continueWithText(crc, RecordCheck.ofText(text), flags);
        RecordCheck.continueWithNumber(crc, event.seq());
        RecordCheck.continueWithNumber(crc, event.timestampMs());
        if (edited) {
            RecordCheck.continueWithNumber(crc, event.editedMs());
        }

        ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + user.length + username.length + ref.length + text.length);
        out.put((byte) VERSION).put((byte) flags).putInt((int) crc.getValue());
        putNumber(out, event.timestampMs());
        if (edited) {
            putNumber(out, event.editedMs());
        }
        out.putInt(namesCheck);
        putName(out, user);
        putName(out, username);
        putName(out, ref);
        if (!message) {
            putNumber(out, event.target());
        }
        out.put(text);
        byte[] exact = new byte[out.position()];
        out.flip().get(exact);
        return exact;
    }

    /** Reads a record of the log, and makes sure that it is what was written there. */
    static LogEvent read(String room, String baseEpoch, long seq, byte[] record) throws DamagedException {
        Parsed parsed = parse(record);
        byte[] stored = parsed.kind() == EventKind.MESSAGE ? parsed.text : NOTHING;
        CRC32C crc = RecordCheck.names(
                room, baseEpoch, parsed.kind(), parsed.target, parsed.user, parsed.username, parsed.ref);
        boolean sound = (int) crc.getValue() == parsed.namesCheck;
        RecordCheck.continueWithText(crc, RecordCheck.ofText(stored), parsed.flags);
        RecordCheck.continueWithNumber(crc, seq);
        RecordCheck.continueWithNumber(crc, parsed.timestampMs);
        if ((parsed.flags & EDITED) != 0) {
            RecordCheck.continueWithNumber(crc, parsed.editedMs);
        }
        if (!sound || (int) crc.getValue() != parsed.check) {
            throw new DamagedException("its check does not fit");
        }
        return parsed.event(seq);
    }

    /** Reads a record of the feed, which came straight from the script. */
    static LogEvent readLive(long seq, byte[] record) throws DamagedException {
        return parse(record).event(seq);
    }

    private static Parsed parse(byte[] record) throws DamagedException {
        try {
            ByteBuffer in = ByteBuffer.wrap(record);
            int version = in.get();
            if (version != VERSION) {
                throw new DamagedException("its version is " + version);
            }
            return new Parsed(in);
        } catch (BufferUnderflowException e) {
            throw new DamagedException("it ends too early");
        }
    }

    /** Returns the number that stands for a kind, in records and scripts. */
    static int code(EventKind kind) {
        return switch (kind) {
            case MESSAGE -> 0;
            case EDITED -> 1;
            case DELETED -> 2;
        };
    }

    private static EventKind kindOf(int code) throws DamagedException {
        return switch (code) {
            case 0 -> EventKind.MESSAGE;
            case 1 -> EventKind.EDITED;
            case 2 -> EventKind.DELETED;
            default -> throw new DamagedException("its kind is unknown");
        };
    }

    private static void putName(ByteBuffer out, byte[] name) {
        if (name.length > 255) {
            throw new IllegalArgumentException("a name or ref of " + name.length + " bytes");
        }
        out.put((byte) name.length).put(name);
    }

    /** Writes 6 bytes, big-endian, without sign. */
    static void putNumber(ByteBuffer out, long number) {
        out.putShort((short) (number >>> 32)).putInt((int) number);
    }

    /** Reads 6 bytes, big-endian, without sign. */
    static long getNumber(ByteBuffer in) {
        long high = in.getShort() & 0xffff;
        return (high << 32) | (in.getInt() & 0xffffffffL);
    }

    /** The fields of a record, not yet believed. */
    private static final class Parsed {
        private final int flags;
        private final EventKind kind;
        private final int check;
        private final long timestampMs;
        private final long editedMs;
        private final int namesCheck;
        private final byte[] user;
        private final byte[] username;
        private final byte[] ref;
        private final long target;
        private final byte[] text;

        Parsed(ByteBuffer in) throws DamagedException {
            flags = in.get();
            kind = kindOf(flags & KIND);
            check = in.getInt();
            timestampMs = getNumber(in);
            editedMs = (flags & EDITED) != 0 ? getNumber(in) : 0;
            namesCheck = in.getInt();
            user = get(in, in.get() & 0xff);
            username = get(in, in.get() & 0xff);
            ref = get(in, in.get() & 0xff);
            target = kind() == EventKind.MESSAGE ? 0 : getNumber(in);
            text = get(in, in.remaining());
        }

        EventKind kind() {
            return kind;
        }

        LogEvent event(long seq) {
            return new LogEvent(
                    seq,
                    kind(),
                    timestampMs,
                    new String(user, UTF_8),
                    new String(username, UTF_8),
                    new String(ref, UTF_8),
                    target,
                    eventText(),
                    editedMs,
                    (flags & DELETED) != 0);
        }

        private @Nullable String eventText() {
            boolean none = kind() == EventKind.MESSAGE ? (flags & DELETED) != 0 : text.length == 0;
            return none ? null : new String(text, UTF_8);
        }

        private static byte[] get(ByteBuffer in, int length) {
            byte[] bytes = new byte[length];
            in.get(bytes);
            return bytes;
        }
    }
}
