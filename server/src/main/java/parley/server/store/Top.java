package parley.server.store;

/**
 * The newest event of a room.
 *
 * @param room the room
 * @param epoch its epoch; another one than known means that the numbers start over
 * @param seq the newest event's number, 0 in an empty room
 * @param timestampMs its timestamp, milliseconds since 1970 UTC; 0 in an empty room
 * @param membersElsewhere people of the room connected to the other living nodes, at most 10 s old
 */
public record Top(String room, String epoch, long seq, long timestampMs, int membersElsewhere) {}
