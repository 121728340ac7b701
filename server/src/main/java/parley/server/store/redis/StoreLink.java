package parley.server.store.redis;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection for a command that walks through a whole data set. Asks and waits; no second try, because somebody sits
 * in front of it. One thread.
 */
public final class StoreLink implements AutoCloseable {

    private static final int ANSWER_MS = 30_000;
    private static final long LOADING_STEP_MS = 200;

    private final RedisConnection connection;
    private final DataSet dataSet;

    private StoreLink(RedisConnection connection, DataSet dataSet) {
        this.connection = connection;
        this.dataSet = dataSet;
    }

    /**
     * Opens a link that changes nothing in Redis. Waits while Redis reads its files.
     *
     * @param waiting gets a line now and then while it waits
     * @throws StoreException when there is no Redis, or none that can be used
     */
    public static StoreLink openForReading(RedisAddress address, Consumer<String> waiting) {
        return open(address, waiting, connector -> connector.openForReading("read", ANSWER_MS));
    }

    /** Opens a link to write; a Redis without data becomes a data set. Waits while Redis reads its files. */
    public static StoreLink openForWriting(RedisAddress address, Consumer<String> waiting) {
        return open(address, waiting, connector -> connector.open("write", ANSWER_MS));
    }

    private interface Opening {
        RedisConnection with(Connector connector);
    }

    private static StoreLink open(RedisAddress address, Consumer<String> waiting, Opening opening) {
        DataSet dataSet = new DataSet();
        Connector connector = new Connector(address, "command", dataSet);
        String told = "";
        while (true) {
            try {
                return new StoreLink(opening.with(connector), dataSet);
            } catch (StoreException e) {
                if (e.lasting() || connector.loadedFraction() == 1) {
                    throw e;
                }
                String message = String.valueOf(e.getMessage());
                if (!message.equals(told)) {
                    waiting.accept(message);
                    told = message;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOADING_STEP_MS));
            }
        }
    }

    /** Returns the id of the data set; empty where there is no data. */
    public String dataSetId() {
        return dataSet.id();
    }

    /**
     * Makes sure that there is data.
     *
     * @throws StoreException when there is none
     */
    public StoreLink requireDataSet() {
        if (dataSet.id().isEmpty()) {
            throw new StoreException(
                    "There is no data of Parley in this Redis. Correct --redis or --data.", true, null);
        }
        return this;
    }

    /** Sends commands as one pipeline. A reply may be the error that a key is of another type; all others are thrown. */
    List<Object> ask(Commands commands) {
        try {
            List<Object> replies = commands.exchange(connection, false);
            replies.forEach(StoreLink::failOnError);
            return replies;
        } catch (JedisException e) {
            throw new StoreException("Redis stopped answering (" + e.getMessage() + ").", false, e);
        }
    }

    Object ask(Command command, byte[]... args) {
        Commands commands = new Commands();
        commands.add(command, args);
        return ask(commands).get(0);
    }

    /** Sends commands as one transaction and returns their replies. */
    List<Object> askAtOnce(Commands commands) {
        List<Object> replies = ask(commands.asTransaction());
        if (replies.get(replies.size() - 1) instanceof List<?> results) {
            results.forEach(StoreLink::failOnError);
            return List.copyOf(results);
        }
        throw new StoreException("Redis did not carry out a transaction.", false, null);
    }

    static boolean isWrongType(Object reply) {
        return reply instanceof JedisDataException e
                && String.valueOf(e.getMessage()).startsWith("WRONGTYPE");
    }

    private static void failOnError(Object reply) {
        if (reply instanceof JedisDataException e && !isWrongType(e)) {
            throw new StoreException("Redis refused: " + e.getMessage() + ".", false, e);
        }
    }

    @Override
    public void close() {
        Connector.closeQuietly(connection);
    }
}
