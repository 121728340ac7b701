package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Commands to be sent as one pipeline. The messages to one room share a command, but each has its own reply. */
final class Commands {

    private static final int TRANSACTION_FROM = 16;

    private static final int WHOLE = -1;

    private record Entry(Command command, Supplier<byte[][]> arguments) {}

    /** Where a reply is: that to a command, or an element of it. */
    private record Place(int entry, int element) {}

    private record Begun(AppendCall call, int entry) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final Map<String, Begun> appends = new HashMap<>();

    /** Adds a command. */
    void add(Command command, byte[]... args) {
        places.add(new Place(entries.size(), WHOLE));
        entries.add(new Entry(command, () -> args));
    }

    /** Returns the newest call that appends to a room, when there is one that takes more messages. */
    @Nullable
    AppendCall append(String room) {
        Begun begun = appends.get(room);
        return begun == null || !begun.call().takesMore() ? null : begun.call();
    }

    /** Adds the newest event of a call; the call itself too, unless it was added before. Messages that follow join it. */
    void append(String room, AppendCall call) {
        Begun begun = appends.get(room);
        if (begun == null || begun.call() != call) {
            begun = new Begun(call, entries.size());
            entries.add(new Entry(Command.EVALSHA, call::arguments));
            appends.put(room, begun);
        }
        places.add(new Place(begun.entry(), call.size() - 1));
    }

    /** Adds a call of a script. */
    void script(Script script, List<byte[]> keys, List<byte[]> args) {
        add(Command.EVALSHA, call(script, keys, args));
    }

    static byte[][] call(Script script, List<byte[]> keys, List<byte[]> args) {
        byte[][] all = new byte[2 + keys.size() + args.size()][];
        all[0] = script.sha1();
        all[1] = bytes(keys.size());
        int i = 2;
        for (byte[] key : keys) {
            all[i++] = key;
        }
        for (byte[] arg : args) {
            all[i++] = arg;
        }
        return all;
    }

    /** Returns the same commands as one transaction, whose last reply has all theirs. */
    Commands asTransaction() {
        Commands all = new Commands();
        all.add(Command.MULTI);
        for (Entry entry : entries) {
            all.add(entry.command(), entry.arguments().get());
        }
        all.add(Command.EXEC);
        return all;
    }

    /** Returns how many replies there will be. */
    int size() {
        return places.size();
    }

    /** Takes back commands that were added after the given size. */
    void truncate(int size) {
        if (size < places.size()) {
            entries.subList(places.get(size).entry(), entries.size()).clear();
            places.subList(size, places.size()).clear();
        }
    }

    /**
     * Sends all commands as one pipeline and waits for their replies, which may be errors.
     *
     * <p>Redis takes 16 KiB from a connection at a time, and with {@code appendfsync always} it syncs after each time
     * that wrote something: about 30 appends. As a transaction they are carried out in one go at its end, and share one
     * sync, however many they are.
     *
     * @param transaction whether to send many commands as a transaction; then all must be in one slot, or Redis no cluster
     */
    List<Object> exchange(RedisConnection connection, boolean transaction) {
        if (transaction && entries.size() >= TRANSACTION_FROM) {
            connection.sendCommand(Command.MULTI);
            sendTo(connection);
            connection.sendCommand(Command.EXEC);
            List<Object> replies = connection.getMany(entries.size() + 2);
            if (replies.get(entries.size() + 1) instanceof List<?> results) {
                return inPlaces(results);
            }
            // Nothing was carried out: with memory full a transaction is refused as a whole, while a retry alone is
            // not.
        }
        sendTo(connection);
        return inPlaces(connection.getMany(entries.size()));
    }

    private void sendTo(RedisConnection connection) {
        for (Entry entry : entries) {
            connection.sendCommand(entry.command(), entry.arguments().get());
        }
    }

    /** An error is the reply to all who share a command. */
    private List<Object> inPlaces(List<?> replies) {
        List<Object> all = new ArrayList<>(places.size());
        for (Place place : places) {
            Object reply = replies.get(place.entry());
            boolean shared = place.element() != WHOLE && reply instanceof List<?>;
            all.add(shared ? ((List<?>) reply).get(place.element()) : reply);
        }
        return all;
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] bytes(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }
}
