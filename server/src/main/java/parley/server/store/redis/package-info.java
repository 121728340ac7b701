/**
 * The store on Redis 7 or newer: key names and partitions, the format of a record, Lua scripts (as resources), the
 * lanes that send them, the feed by sharded pub/sub, and {@link parley.server.store.redis.RedisStore}, which puts it all
 * together.
 *
 * <p>Belongs here: everything that knows Redis. Does not belong here: starting a Redis server, settings, rules of chat.
 * {@code docs/decisions/0001-log-layout.md} says how the log lies in Redis and why.
 */
@NullMarked
package parley.server.store.redis;

import org.jspecify.annotations.NullMarked;
