package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static parley.server.store.redis.Commands.bytes;

import java.util.List;
import java.util.function.BooleanSupplier;
import parley.server.store.archive.RoomTarget;
import redis.clients.jedis.Protocol.Command;

/**
 * Takes imported rooms in. A room is written under keys that nothing looks at, and {@link Script#ADOPT} renames them
 * all at once when it is whole. What an import that was killed has left expires after a day.
 */
public final class RedisRoomTarget implements RoomTarget {

    private static final long DAY_S = 86_400;

    private final StoreLink link;
    private final BooleanSupplier diskFull;

    /**
     * A target behind a link for writing (or reading, when nothing is to be created).
     *
     * @param diskFull whether the disk under Redis is nearly full: a full one ends Redis
     */
    public RedisRoomTarget(StoreLink link, BooleanSupplier diskFull) {
        this.link = link;
        this.diskFull = diskFull;
    }

    @Override
    public boolean exists(String room) {
        RoomKeys keys = new RoomKeys(room);
        // Counters without events have only an epoch: what was there is lost. Its numbers must not come back either.
        return !link.ask(Command.EXISTS, keys.room(), keys.segment(0)).equals(0L);
    }

    @Override
    public Writer create(String room) {
        List<?> time = (List<?>) link.ask(Command.TIME);
        long today = Long.parseLong(new String((byte[]) time.get(0), US_ASCII)) / DAY_S;
        return new StagedRoom(link, room, today, this::requireSpace);
    }

    private void requireSpace() {
        if (diskFull.getAsBoolean()) {
            throw new StoreException(
                    "The disk is nearly full. Make room on it, or choose another directory with --data DIR.",
                    true,
                    null);
        }
    }

    static byte[] seconds(long day) {
        return bytes(day * DAY_S);
    }
}
