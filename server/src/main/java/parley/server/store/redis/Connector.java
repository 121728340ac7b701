package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Opens connections that are ready for use: signed in, data loaded, schema known, scripts there. */
final class Connector {

    private static final Pattern LOADED = Pattern.compile("loading_loaded_perc:([0-9.]+)");

    private final RedisAddress address;
    private final String nodeId;
    private final DataSet dataSet;
    private volatile double loadedFraction = 1;
    private volatile @Nullable StoreException failure;

    Connector(RedisAddress address, String nodeId, DataSet dataSet) {
        this.address = address;
        this.nodeId = nodeId;
        this.dataSet = dataSet;
    }

    /**
     * Opens a connection. Blocks, for some seconds at most.
     *
     * @param purpose what it is for, shown in Redis' list of clients
     * @param readTimeoutMs how long an answer may take, milliseconds
     * @throws StoreException when there is no Redis, or none that can be used (now)
     */
    RedisConnection open(String purpose, int readTimeoutMs) {
        return open(purpose, readTimeoutMs, connection -> {
            dataSet.inspect(connection);
            load(connection);
        });
    }

    /** As {@link #open}, but changes nothing in Redis: the data set is looked at where there is one. */
    RedisConnection openForReading(String purpose, int readTimeoutMs) {
        return open(purpose, readTimeoutMs, dataSet::look);
    }

    private RedisConnection open(String purpose, int readTimeoutMs, Consumer<RedisConnection> prepare) {
        RedisConnection connection = null;
        try {
            connection = new RedisConnection(address, "parley-" + nodeId + "-" + purpose, readTimeoutMs);
            requireLoaded(connection);
            prepare.accept(connection);
            failure = null;
            return connection;
        } catch (JedisException | StoreException e) {
            if (connection != null) {
                closeQuietly(connection);
            }
            StoreException told = e instanceof StoreException stated ? stated : explain(e);
            failure = told;
            throw told;
        }
    }

    /** Loads all scripts into Redis, which forgets them when it starts. */
    static void load(RedisConnection connection) {
        for (Script script : Script.values()) {
            connection.sendCommand(Command.SCRIPT, bytes("LOAD"), script.body());
        }
        for (Object reply : connection.getMany(Script.values().length)) {
            if (reply instanceof JedisDataException e) {
                throw e;
            }
        }
    }

    static void closeQuietly(RedisConnection connection) {
        try {
            connection.forceDisconnect();
        } catch (java.io.IOException | JedisException e) {
            // It was to be given up anyway.
        }
    }

    /** Returns how much of its data Redis had loaded when it was last asked, 0 to 1. */
    double loadedFraction() {
        return loadedFraction;
    }

    /** Returns why the last attempt to connect failed; null when it did not. */
    @Nullable
    StoreException failure() {
        return failure;
    }

    private void requireLoaded(RedisConnection connection) {
        connection.sendCommand(Command.INFO, bytes("persistence"));
        // Where INFO is forbidden, a Redis that is loading refuses what follows.
        Object reply = connection.getMany(1).get(0);
        String info = reply instanceof byte[] text ? new String(text, UTF_8) : "";
        if (!info.contains("loading:1")) {
            loadedFraction = 1;
            return;
        }
        Matcher matcher = LOADED.matcher(info);
        loadedFraction = matcher.find() ? Double.parseDouble(matcher.group(1)) / 100 : 0;
        throw new StoreException(
                String.format("Redis at %s is loading its data (%.0f %%). Wait.", address, loadedFraction * 100),
                false,
                null);
    }

    private StoreException explain(RuntimeException e) {
        String said = String.valueOf(e.getMessage());
        if (said.startsWith("NOAUTH") || said.startsWith("WRONGPASS") || said.contains("AUTH")) {
            return new StoreException(
                    "Redis at " + address + " does not accept the password. Check user and password in its address.",
                    true,
                    e);
        }
        if (e instanceof JedisDataException) {
            return new StoreException("Redis at " + address + " refused: " + said, false, e);
        }
        return new StoreException(
                "Redis at " + address + " does not answer. Start it, or check the address.", false, e);
    }
}
