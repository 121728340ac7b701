package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import parley.server.store.LogEvent;
import redis.clients.jedis.Protocol.Command;

/** Verifies that the requests that made the newest events of a room are remembered, as long as they have to be. */
final class RetryKeyPresence {

    private static final int ROUND = 256;
    private static final long DAY_MS = 86_400_000;
    /** An event may have the time of the one before it, which is so much later than its key by the clock. */
    private static final long CLOCK_BACK_MS = 5_000;

    private final StoreLink link;
    private final String room;
    private final RoomKeys keys;
    private final boolean writtenHere;
    private final Findings findings;
    private final List<LogEvent> events = new ArrayList<>();
    private final long today;

    /**
     * Begins with a room.
     *
     * @param writtenHere false for a room that may have been imported: then only requests are remembered that the events
     *     still tell
     */
    RetryKeyPresence(StoreLink link, String room, boolean writtenHere, Findings findings) {
        this.link = link;
        this.room = room;
        this.keys = new RoomKeys(room);
        this.writtenHere = writtenHere;
        this.findings = findings;
        this.today = day(link.ask(Command.TIME));
    }

    /** The first UTC day under which the request of an event can be remembered. */
    static long firstDay(LogEvent event) {
        return (event.timestampMs() - CLOCK_BACK_MS) / DAY_MS;
    }

    /** The last UTC day under which the request of an event can be remembered. */
    static long lastDay(LogEvent event) {
        return event.timestampMs() / DAY_MS;
    }

    /** Takes an event. */
    void add(LogEvent event) {
        if (isKept(event, today) && (writtenHere || RetryKey.tellsContent(event))) {
            events.add(event);
            if (events.size() == ROUND) {
                flush();
            }
        }
    }

    /** Looks at what was taken. */
    void flush() {
        if (events.isEmpty()) {
            return;
        }
        Commands commands = new Commands();
        for (LogEvent event : events) {
            byte[] field = RetryKey.of(event).field();
            commands.add(Command.HEXISTS, keys.retryKeys(firstDay(event)), field);
            commands.add(Command.HEXISTS, keys.retryKeys(lastDay(event)), field);
        }
        // Asked after them: what has to be there now had to be there then.
        commands.add(Command.TIME);
        List<Object> replies = link.ask(commands);
        long day = day(replies.get(replies.size() - 1));
        for (int i = 0; i < events.size(); i++) {
            LogEvent event = events.get(i);
            boolean there =
                    replies.get(2 * i).equals(1L) || replies.get(2 * i + 1).equals(1L);
            if (!there && isKept(event, day)) {
                findings.add(Damage.RETRY_KEY, room, event.seq(), "the request that made it is not remembered");
            }
        }
        events.clear();
    }

    /** The keys of a day are kept until the end of the next one. */
    private static boolean isKept(LogEvent event, long today) {
        return firstDay(event) >= today - 1;
    }

    private static long day(Object time) {
        byte[] seconds = (byte[]) ((List<?>) time).get(0);
        return Long.parseLong(new String(seconds, UTF_8)) * 1_000 / DAY_MS;
    }
}
