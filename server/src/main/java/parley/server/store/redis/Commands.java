package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** Commands to be sent as one pipeline. */
final class Commands {

    private static final int TRANSACTION_FROM = 16;

    private final List<Command> names = new ArrayList<>();
    private final List<byte[][]> arguments = new ArrayList<>();

    /** Adds a command. */
    void add(Command command, byte[]... args) {
        names.add(command);
        arguments.add(args);
    }

    /** Adds a call of a script. */
    void script(Script script, List<byte[]> keys, List<byte[]> args) {
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
        add(Command.EVALSHA, all);
    }

    /** Returns the same commands as one transaction, whose last reply has all theirs. */
    Commands asTransaction() {
        Commands all = new Commands();
        all.add(Command.MULTI);
        for (int i = 0; i < names.size(); i++) {
            all.add(names.get(i), arguments.get(i));
        }
        all.add(Command.EXEC);
        return all;
    }

    int size() {
        return names.size();
    }

    /** Takes back what was added after the given size. */
    void truncate(int size) {
        names.subList(size, names.size()).clear();
        arguments.subList(size, arguments.size()).clear();
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
        if (transaction && names.size() >= TRANSACTION_FROM) {
            connection.sendCommand(Command.MULTI);
            sendTo(connection);
            connection.sendCommand(Command.EXEC);
            List<Object> replies = connection.getMany(names.size() + 2);
            if (replies.get(names.size() + 1) instanceof List<?> results) {
                return new ArrayList<>(results);
            }
            // Nothing was carried out: with memory full a transaction is refused as a whole, while a retry alone is
            // not.
        }
        sendTo(connection);
        return connection.getMany(names.size());
    }

    private void sendTo(RedisConnection connection) {
        for (int i = 0; i < names.size(); i++) {
            connection.sendCommand(names.get(i), arguments.get(i));
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] bytes(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }
}
