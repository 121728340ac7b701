package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import parley.server.store.Append;

/** A write with what is the same each time that it is sent. */
final class PreparedAppend {

    private final Append append;
    private final RoomKeys keys;
    private final byte[] text;
    private final byte[] user;
    private final byte[] author;
    private final byte[] username;
    private final byte[] ref;
    private final RetryKey retryKey;

    /** May be called by any thread. */
    PreparedAppend(Append append) {
        this.append = append;
        keys = new RoomKeys(append.room());
        text = append.text() == null ? new byte[0] : append.text().getBytes(UTF_8);
        user = bytes(append.user());
        author = bytes(append.author());
        username = bytes(append.username());
        ref = bytes(append.ref());
        retryKey = RetryKey.of(user, ref, append.kind(), append.target(), text);
    }

    Append append() {
        return append;
    }

    /** Those of its room. */
    RoomKeys keys() {
        return keys;
    }

    /** UTF-8, empty for none. */
    byte[] text() {
        return text;
    }

    byte[] user() {
        return user;
    }

    /** The person whose message the target has to be. */
    byte[] author() {
        return author;
    }

    byte[] username() {
        return username;
    }

    byte[] ref() {
        return ref;
    }

    /** How its answer is remembered. */
    RetryKey retryKey() {
        return retryKey;
    }
}
