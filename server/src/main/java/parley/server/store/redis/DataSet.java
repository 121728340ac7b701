package parley.server.store.redis;

import static parley.server.store.redis.Commands.bytes;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** The identity of the data behind a connection, looked at anew by every connection: it may be another Redis by then. */
final class DataSet {

    /** The schema that this version writes. */
    static final int SCHEMA = 1;

    private static final Logger LOG = LoggerFactory.getLogger(DataSet.class);

    private volatile String id = "";

    /** Returns the data-set id; empty before the first connection. */
    String id() {
        return id;
    }

    /**
     * Reads the data set's id and schema, and creates them where there is no data yet.
     *
     * @throws StoreException when another version of Parley has to read this data
     */
    synchronized void inspect(RedisConnection connection) {
        byte[] key = bytes(Keys.META);
        byte[] schemaField = bytes("schema");
        connection.sendCommand(Command.HGET, key, schemaField);
        String schema = connection.getBulkReply();
        if (schema == null) {
            // As a transaction, so that a file that ends here has all of it or nothing.
            connection.sendCommand(Command.MULTI);
            connection.sendCommand(Command.HSETNX, key, schemaField, bytes(SCHEMA));
            connection.sendCommand(Command.HSETNX, key, bytes("partitions"), bytes(Partitions.SCHEME));
            connection.sendCommand(Command.HSETNX, key, bytes("id"), bytes(Ids.random(12)));
            connection.sendCommand(Command.EXEC);
            failOnError(connection.getMany(5));
        }
        look(connection);
    }

    /**
     * Reads the data set's id and schema; changes nothing, and leaves the id empty where there is no data.
     *
     * @throws StoreException when another version of Parley has to read this data
     */
    synchronized void look(RedisConnection connection) {
        connection.sendCommand(Command.HMGET, bytes(Keys.META), bytes("schema"), bytes("partitions"), bytes("id"));
        List<String> meta = connection.getMultiBulkReply();
        if (meta.get(0) == null) {
            return;
        }
        check(meta.get(0), meta.get(1));
        String found = meta.get(2);
        if (found == null || !Ids.isRandom(found)) {
            throw new StoreException(
                    "The identity of the data is damaged (the field id of " + Keys.META + "). Restore a backup.",
                    true,
                    null);
        }
        if (!id.isEmpty() && !id.equals(found)) {
            LOG.warn("Redis holds another data set now ({} instead of {}): all rooms start over", found, id);
        }
        id = found;
    }

    private static void check(String schema, String partitions) {
        if (!schema.matches("[1-9][0-9]{0,8}")) {
            throw new StoreException(
                    "The identity of the data is damaged (the field schema of " + Keys.META + "). Restore a backup.",
                    true,
                    null);
        }
        if (Integer.parseInt(schema) > SCHEMA) {
            throw new StoreException(
                    "The data was written by a newer Parley (schema " + schema + ", this one knows " + SCHEMA
                            + "). Start that version, or another data directory or Redis.",
                    true,
                    null);
        }
        if (!Partitions.SCHEME.equals(partitions)) {
            throw new StoreException(
                    "The data is divided into partitions that this Parley does not know (" + partitions
                            + "). Start the version that wrote it.",
                    true,
                    null);
        }
    }

    private static void failOnError(List<Object> replies) {
        for (Object reply : new ArrayList<>(replies)) {
            if (reply instanceof JedisDataException e) {
                throw e;
            }
        }
    }
}
