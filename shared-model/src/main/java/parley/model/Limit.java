package parley.model;

/** Every fixed limit of the protocol, one row each; {@code docs/protocol.md} shows this table. */
public enum Limit {
    CLIENT_MESSAGE_BYTES(65_536, "bytes of one message from a client, over all its fragments"),
    SERVER_MESSAGE_BYTES(262_144, "bytes of one message from the server"),
    JSON_DEPTH(32, "levels of nesting, the object itself being 1"),
    MESSAGE_LENGTH(4_000, "code points of a message's text"),
    NAME_LENGTH(32, "code points of a username"),
    REF_LENGTH(64, "characters of a ref"),
    ROOM_LENGTH(64, "characters of a room id"),
    HISTORY_LIMIT(100, "events asked for by one history or join"),
    HISTORY_DEFAULT(50, "events when no limit is given"),
    CATCH_UP(200, "events replayed by a resume before a gap is reported"),
    RESUME(200, "positions in one hello"),
    JOINED(1_000, "rooms joined on one connection"),
    BAD_REQUESTS(20, "bad requests in a row before the connection is closed"),
    HELLO_MS(10_000, "milliseconds until a hello must have come"),
    HELLO_TRIES(5, "refused hellos before the connection is closed"),
    HEARTBEAT_MS(25_000, "milliseconds between heartbeats, and between pings"),
    SILENCE_MS(35_000, "milliseconds without one byte before a peer counts as gone"),
    RETRY_KEY_MS(86_400_000, "milliseconds for which a ref is remembered at least"),
    MESSAGES_PER_SECOND(10, "writes a second and person, on average"),
    MESSAGES_BURST(30, "writes of one person in a burst"),
    ROOMS_STARTED_PER_DAY(20, "rooms that a person may start in a day"),
    CLOSE_REASON_BYTES(123, "bytes of a close reason");

    private final int value;
    private final String meaning;

    Limit(int value, String meaning) {
        this.value = value;
        this.meaning = meaning;
    }

    /** The number, in the unit that {@link #meaning()} names. */
    public int value() {
        return value;
    }

    /** Unit and meaning, for the table in the documentation. */
    public String meaning() {
        return meaning;
    }
}
