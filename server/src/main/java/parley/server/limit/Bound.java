package parley.server.limit;

import java.util.Locale;
import parley.model.Limit;

/**
 * Everything that a stranger could make grow, one row each, with where it ends. {@code docs/operations.md} shows this table,
 * {@code --limit KEY=VALUE} changes a row. Limits that clients rely on are fixed: {@link parley.model.Limit}.
 */
public enum Bound {
    CONNECTIONS_PER_ADDRESS("1000", "WebSocket connections of one address at a time", "close 4505"),
    CONNECTIONS_PER_PERSON("100", "connections of one person to one server at a time", "close 4505"),
    WAITING_PER_ADDRESS(
            "1000",
            "connections of one address that have not sent a whole request yet; without `--trust-proxy`",
            "closed"),
    HANDSHAKES_PER_ADDRESS("2000+50/s", "WebSocket handshakes of one address", "HTTP 429"),
    REQUESTS_PER_ADDRESS("20000+500/s", "HTTP requests of one address", "HTTP 429"),
    HEAD_BYTES("16384", "bytes of the head of a request", "HTTP 431"),
    HEAD_MS("10000", "milliseconds until the head of a request has come", "HTTP 408"),
    KEEP_ALIVE_MS("60000", "milliseconds that a connection waits for its next request", "closed"),
    EXCHANGE_MS("10000", "milliseconds from the head of a request to the last byte of its answer", "closed"),
    WAITING_REQUESTS(
            "1024",
            "HTTP requests that wait for a thread, of all together; and on each loop, for others of their address",
            "HTTP 503"),
    FRAGMENTS("256", "frames of one message", "close 1009"),
    QUEUE_BYTES("1048576", "bytes that wait for a client who does not read", "close 4001"),
    REQUESTS_PER_CONNECTION("200+50/s", "requests of one connection that write nothing", "`rate_limited`"),
    JOINS_PER_CONNECTION("200+20/s", "`join` requests of one connection", "`rate_limited`"),
    PAGES_PER_CONNECTION("150+30/s", "`history` requests of one connection", "`rate_limited`"),
    MESSAGES_PER_PERSON(
            Limit.MESSAGES_BURST.value() + "+" + Limit.MESSAGES_PER_SECOND.value() + "/s",
            "writes of one person, told in `welcome`",
            "`rate_limited`"),
    MESSAGES_PER_ROOM("1000+200/s", "writes into one room", "`rate_limited`"),
    MESSAGES_PER_ADDRESS("1000+100/s", "writes of one address", "`rate_limited`"),
    BYTES_PER_ADDRESS(
            "15000000+20000000/d",
            "bytes that the writes of one address take in the store, 300 for each and its text",
            "`rate_limited`"),
    PEOPLE_PER_ADDRESS("1000+5000/d", "new people of one address", "`rate_limited`"),
    ROOMS_PER_ADDRESS("100+200/d", "rooms started by one address", "`rate_limited`");

    private final String usual;
    private final String meaning;
    private final String consequence;

    Bound(String usual, String meaning, String consequence) {
        this.usual = usual;
        this.meaning = meaning;
        this.consequence = consequence;
    }

    /** The name in settings, metrics and the documentation: {@code connections-per-address}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What holds unless the operator says otherwise. */
    public Quantity usual() {
        return Quantity.parse(usual).orElseThrow();
    }

    /** What is counted, in which unit. */
    public String meaning() {
        return meaning;
    }

    /** What happens to who goes beyond: a close code, a status, an error code. */
    public String consequence() {
        return consequence;
    }

    /** Whether it can be switched off by 0: all but those that memory or time of the server depends on. */
    public boolean canBeOff() {
        return switch (this) {
            case HEAD_BYTES, HEAD_MS, KEEP_ALIVE_MS, EXCHANGE_MS, WAITING_REQUESTS, FRAGMENTS, QUEUE_BYTES -> false;
            default -> true;
        };
    }
}
