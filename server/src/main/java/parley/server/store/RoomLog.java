package parley.server.store;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The numbered logs of all rooms. Every method may be called by any thread and returns at once. A reply runs on the
 * given executor, exactly once, after about 6 s at the latest; replies of one batch for one executor are handed over
 * by one {@link Executor#execute}.
 */
public interface RoomLog {

    /**
     * Appends an event. Requests of one room are carried out in the order in which they were given.
     *
     * @param request what to write
     * @param replyTo where the reply runs
     * @param reply takes the result; {@code UNAVAILABLE} means that the outcome is unknown
     */
    void append(Append request, Executor replyTo, Consumer<AppendResult> reply);

    /**
     * Reads a part of a room's log. It reflects every append whose reply, or whose event, was seen before the call.
     *
     * @param request which part
     * @param replyTo where the reply runs
     * @param reply takes the result
     */
    void read(Read request, Executor replyTo, Consumer<ReadResult> reply);

    /**
     * Asks for the newest event of many rooms, and tells the store this node's member counts. Meant for all rooms of a
     * node every 2 s.
     *
     * @param queries the rooms
     * @param replyTo where the reply runs
     * @param reply takes one answer per query, in their order; an empty list when the store is unavailable
     */
    void tops(List<TopQuery> queries, Executor replyTo, Consumer<List<Top>> reply);

    /**
     * This node has no member of the room any more. Best effort: a count that stays behind ends with this node.
     *
     * @param room the room
     */
    void forgetMembers(String room);
}
