package parley.server.store.redis;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What a {@link RedisStore} needs to know.
 *
 * @param address where Redis is
 * @param nodeId this node's id, unique among the nodes of the data set
 * @param nameHoldMs how long a name stays its person's after the last connection closed, milliseconds
 * @param diskFull whether the disk under Redis is nearly full, asked about every 2 s on a thread of the store's; always
 *     false for a Redis whose disk this node cannot see
 * @param clock the node's clock; Redis' own decides wherever nodes could differ
 */
public record RedisStoreSettings(
        RedisAddress address, String nodeId, long nameHoldMs, BooleanSupplier diskFull, InstantSource clock) {}
