package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import parley.server.store.StoreState;
import redis.clients.jedis.Protocol.Command;

/** How Redis is, asked every 2 s. */
final class RedisState implements StoreState {

    private static final double FULL_FRACTION = 0.9;

    private record Snapshot(Durability durability, long usedMemoryBytes, long maxMemoryBytes) {
        boolean memoryFull() {
            return maxMemoryBytes > 0 && usedMemoryBytes > FULL_FRACTION * maxMemoryBytes;
        }
    }

    private final Connector connector;
    private final DataSet dataSet;
    private final BooleanSupplier diskFull;
    private final BooleanSupplier connected;
    private volatile Snapshot snapshot = new Snapshot(Durability.UNKNOWN, 0, 0);
    private volatile boolean known;

    /**
     * Makes a state that knows nothing yet.
     *
     * @param connected whether all lanes have connections that work
     */
    RedisState(Connector connector, DataSet dataSet, BooleanSupplier diskFull, BooleanSupplier connected) {
        this.connector = connector;
        this.dataSet = dataSet;
        this.diskFull = diskFull;
        this.connected = connected;
    }

    /** Returns an exchange that asks Redis. */
    Exchange probe() {
        return new Exchange(Runnable::run) {
            @Override
            void write(Commands out) {
                out.add(Command.INFO, bytes("memory"));
                out.add(Command.INFO, bytes("persistence"));
                out.add(Command.CONFIG, bytes("GET"), bytes("appendfsync"));
            }

            @Override
            Runnable read(List<Object> replies) {
                Map<String, String> info = info(replies.get(0));
                info.putAll(info(replies.get(1)));
                Snapshot now = new Snapshot(
                        Durability.of(info, appendFsync(replies.get(2))),
                        number(info.get("used_memory")),
                        number(info.get("maxmemory")));
                return () -> {
                    snapshot = now;
                    known = true;
                };
            }

            @Override
            Runnable unavailable() {
                return () -> {};
            }

            @Override
            boolean takesErrors() {
                return true;
            }
        };
    }

    /** Returns whether Redis has been asked once. */
    boolean known() {
        return known;
    }

    private static Map<String, String> info(Object reply) {
        Map<String, String> info = new HashMap<>();
        if (reply instanceof byte[] text) {
            for (String line : new String(text, UTF_8).split("\r\n", -1)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    info.put(line.substring(0, colon), line.substring(colon + 1));
                }
            }
        }
        return info;
    }

    private static @Nullable String appendFsync(Object reply) {
        return reply instanceof List<?> pair && pair.size() == 2 ? new String((byte[]) pair.get(1), UTF_8) : null;
    }

    private static long number(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }

    @Override
    public boolean durable() {
        return snapshot.durability().problem() == null;
    }

    @Override
    public @Nullable String notDurableBecause() {
        return snapshot.durability().problem();
    }

    @Override
    public boolean durabilityKnown() {
        return snapshot.durability().known();
    }

    @Override
    public boolean reachable() {
        return connected.getAsBoolean();
    }

    @Override
    public boolean full() {
        return diskFull.getAsBoolean() || snapshot.memoryFull();
    }

    @Override
    public String dataSetId() {
        return dataSet.id();
    }

    @Override
    public long usedMemoryBytes() {
        return snapshot.usedMemoryBytes();
    }

    @Override
    public long maxMemoryBytes() {
        return snapshot.maxMemoryBytes();
    }

    @Override
    public double loadedFraction() {
        return connector.loadedFraction();
    }
}
