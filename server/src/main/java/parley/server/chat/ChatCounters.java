package parley.server.chat;

import java.util.concurrent.atomic.LongAdder;

/** What the chat has done since its start. Any thread. */
public final class ChatCounters {
    /** Open sessions, signed in or not. */
    public final LongAdder sessions = new LongAdder();
    /** Writes that the store confirmed, duplicates not counted. */
    public final LongAdder writes = new LongAdder();
    /** Events handed to members' queues. */
    public final LongAdder deliveries = new LongAdder();
    /** Joins that continued from a position. */
    public final LongAdder resumes = new LongAdder();
    /** Events that the feed brought twice. */
    public final LongAdder duplicates = new LongAdder();
    /** Events that were read from the log because the feed had not brought them, those of a room's opening included. */
    public final LongAdder filled = new LongAdder();
    /** Requests refused for their rate. */
    public final LongAdder rateLimited = new LongAdder();
    /** Requests that were not understood. */
    public final LongAdder badRequests = new LongAdder();
}
