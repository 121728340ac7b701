package parley.server.store.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What writer and reader have to agree on. */
final class ArchiveFormat {

    /** The version that is written; newer ones are refused. */
    static final int VERSION = 1;

    /** Longer than any line of an event can be. */
    static final int MAX_LINE_BYTES = 1 << 20;

    static final String HEADER = "parley-export";
    static final String ROOM = "room";
    static final String ROOM_END = "roomEnd";
    static final String END = "end";

    private ArchiveFormat() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
