package parley.server.store.redis;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;

/** How the first answer to a request is remembered: a field of the room's hash of the day. */
final class RetryKey {

    static final int FIELD_BYTES = 12;
    static final int CONTENT_HASH_BYTES = 6;
    static final int VALUE_BYTES = 6 + 6 + CONTENT_HASH_BYTES;

    private static final byte[] SEPARATOR = {0};

    private final byte[] field;
    private final byte[] contentHash;

    private RetryKey(byte[] field, byte[] contentHash) {
        this.field = field;
        this.contentHash = contentHash;
    }

    /** What a field says: the event that was the answer (number 0: nothing was changed), and what had been asked. */
    static final class Value {
        private final long seq;
        private final long timestampMs;
        private final byte[] contentHash;

        private Value(ByteBuffer in) {
            seq = LogRecord.getNumber(in);
            timestampMs = LogRecord.getNumber(in);
            contentHash = new byte[CONTENT_HASH_BYTES];
            in.get(contentHash);
        }

        long seq() {
            return seq;
        }

        long timestampMs() {
            return timestampMs;
        }

        boolean hasContentOf(RetryKey key) {
            return Arrays.equals(contentHash, key.contentHash);
        }
    }

    /** Names person and ref. */
    byte[] field() {
        return field;
    }

    /** What is asked, salted with the field. */
    byte[] contentHash() {
        return contentHash;
    }

    static RetryKey of(byte[] user, byte[] ref, EventKind kind, long target, byte[] text) {
        byte[] field = Arrays.copyOf(Hashes.sha256(user, SEPARATOR, ref), FIELD_BYTES);
        byte[] what = Commands.bytes(kind + " " + target + " ");
        return new RetryKey(field, Arrays.copyOf(Hashes.sha256(field, what, text), CONTENT_HASH_BYTES));
    }

    /** Returns the key of the request that made an event, as far as the event tells. */
    static RetryKey of(LogEvent event) {
        String text = event.kind() == EventKind.MESSAGE ? event.text() : null;
        return of(
                Commands.bytes(event.user()),
                Commands.bytes(event.ref()),
                event.kind(),
                event.target(),
                text == null ? new byte[0] : Commands.bytes(text));
    }

    /** Returns whether an event still tells what was asked: nothing replaced or removed its text. */
    static boolean tellsContent(LogEvent event) {
        return switch (event.kind()) {
            case MESSAGE -> event.editedMs() == 0 && !event.deleted();
            case EDITED -> false;
            case DELETED -> true;
        };
    }

    /** Returns the value under which the script keeps a stored event. */
    byte[] value(long seq, long timestampMs) {
        return ByteBuffer.allocate(VALUE_BYTES)
                .putShort((short) (seq >>> 32))
                .putInt((int) seq)
                .putShort((short) (timestampMs >>> 32))
                .putInt((int) timestampMs)
                .put(contentHash)
                .array();
    }

    /** Reads a value; null when it has another length. */
    static @Nullable Value read(byte[] value) {
        return value.length == VALUE_BYTES ? new Value(ByteBuffer.wrap(value)) : null;
    }
}
