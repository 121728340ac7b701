package parley.server.store.redis;

import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;

/** A connection to Redis whose writes can be flushed without reading, as a subscriber needs it. */
final class RedisConnection extends Connection {

    private static final int CONNECT_TIMEOUT_MS = 1_000;

    RedisConnection(RedisAddress address, String clientName, int readTimeoutMs) {
        super(
                new HostAndPort(address.host(), address.port()),
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .connectionTimeoutMillis(CONNECT_TIMEOUT_MS)
                        .socketTimeoutMillis(readTimeoutMs)
                        .user(address.user())
                        .password(address.password())
                        .sslOptions(address.tls() ? SslOptions.defaults() : null)
                        .clientName(clientName)
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                        .build());
    }

    @Override
    public void flush() {
        super.flush();
    }
}
