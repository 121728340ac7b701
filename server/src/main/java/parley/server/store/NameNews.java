package parley.server.store;

import java.util.Set;

/** What has become of a name that was to be kept and is not as the node thought. */
public sealed interface NameNews {
    /** What the node thought. */
    NameLease lease();

    /**
     * The person has another name now: a rename elsewhere that this node has not heard of.
     *
     * @param lease what the node thought
     * @param username the name now, as it is shown
     * @param nameKeys its comparison keys
     */
    record Renamed(NameLease lease, String username, Set<String> nameKeys) implements NameNews {}

    /**
     * The store let the lease lapse, or lost it, and somebody else has the name by now.
     *
     * @param lease what the node thought
     */
    record Taken(NameLease lease) implements NameNews {}
}
