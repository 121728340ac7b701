package parley.server.chat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import parley.server.limit.RateLimit;

/**
 * A person who is connected to this node, with everything that their connections share. Confined to its home loop, except
 * for {@link #name} and {@link #writes}, which any loop may use.
 */
final class Person {
    private final String id;
    private final RateLimit writes;
    private final Map<String, Session> sessions = new HashMap<>();
    private volatile Name name;

    /** A username with its comparison keys. */
    record Name(String username, Set<String> keys) {}

    Person(String id, Name name, RateLimit writes) {
        this.id = id;
        this.name = name;
        this.writes = writes;
    }

    String id() {
        return id;
    }

    /** The name now; any thread. */
    Name name() {
        return name;
    }

    /** How fast this person may write, over all connections to this node; any thread. */
    RateLimit writes() {
        return writes;
    }

    void rename(Name newName) {
        name = newName;
    }

    /** Open sessions by their secret id. */
    Map<String, Session> sessions() {
        return sessions;
    }
}
