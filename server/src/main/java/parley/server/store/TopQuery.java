package parley.server.store;

import org.jspecify.annotations.Nullable;

/**
 * A question for the newest event of a room, which also tells the store how many people of the room are connected to
 * this node.
 *
 * @param room a valid room id
 * @param known the newest position of the room that this node holds, if any
 * @param members people of this room connected to this node, 0 or more
 */
public record TopQuery(String room, @Nullable Known known, int members) {}
