package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The keys that belong to no room. */
final class Keys {

    /** A hash: schema version, data-set id, scheme of the partitions. */
    static final String META = "parley:meta";

    /** A sorted set: node id, end of its lease in milliseconds. */
    static final byte[] NODES = ("parley:{" + Partitions.tag(0) + "}:nodes").getBytes(UTF_8);

    /** The sharded channel on which nodes talk to each other. */
    static final String NODE_FEED = "parley:{" + Partitions.tag(0) + "}:nodes:feed";

    private Keys() {}

    /** A hash: hash of the token, username, name key. */
    static byte[] person(String user) {
        return of(user, ":person:" + user);
    }

    /** A string: the user who has the name. */
    static byte[] name(String nameKey) {
        String hash = Hashes.url(Hashes.sha256(nameKey.getBytes(UTF_8)), 18);
        return of(hash, ":name:" + hash);
    }

    /** A counter: rooms started by a person on a UTC day. */
    static byte[] startedRooms(String user, long day) {
        return of(user, ":person:" + user + ":started:" + day);
    }

    private static byte[] of(String id, String rest) {
        return ("parley:{" + Partitions.tag(Partitions.of(id)) + "}" + rest).getBytes(UTF_8);
    }
}
