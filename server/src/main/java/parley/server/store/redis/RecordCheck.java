package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import parley.server.store.EventKind;

/**
 * The CRC32C of a record, over everything that it says: room, base epoch, kind, target, names, then the check of the
 * text, flags, number and times. The first part, the check of the names, is kept in the record, so that a script that
 * changes text, flags or times can continue from it without reading the rest.
 */
final class RecordCheck {

    private RecordCheck() {}

    /** Starts with the part that never changes in an event's life. */
    static CRC32C names(String room, String baseEpoch, EventKind kind, long target, byte[]... names) {
        CRC32C crc = new CRC32C();
        update(crc, room.getBytes(UTF_8));
        update(crc, baseEpoch.getBytes(UTF_8));
        crc.update(ByteBuffer.allocate(9)
                .put((byte) LogRecord.code(kind))
                .putLong(target)
                .flip());
        for (byte[] name : names) {
            update(crc, name);
        }
        return crc;
    }

    /** Goes on with text and flags; number and times follow. */
    static void continueWithText(CRC32C crc, int textCheck, int flags) {
        crc.update(ByteBuffer.allocate(5).putInt(textCheck).put((byte) flags).flip());
    }

    /** Returns the check of a text; 0 for none. */
    static int ofText(byte[] text) {
        CRC32C crc = new CRC32C();
        crc.update(text);
        return (int) crc.getValue();
    }

    /** Adds 6 bytes of a number below 2^48. */
    static void continueWithNumber(CRC32C crc, long number) {
        crc.update(ByteBuffer.allocate(6)
                .putShort((short) (number >>> 32))
                .putInt((int) number)
                .flip());
    }

    private static void update(CRC32C crc, byte[] bytes) {
        crc.update(bytes.length);
        crc.update(bytes);
    }
}
