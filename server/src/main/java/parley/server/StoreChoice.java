package parley.server;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import parley.server.cli.Settings;
import parley.server.cli.StartFailure;
import parley.server.embedded.EmbeddedRedis;
import parley.server.store.redis.RedisAddress;
import parley.server.store.redis.RedisStoreSettings;

/**
 * Which Redis it is: the embedded one, started here, or one of the operator's own.
 *
 * @param embedded the one that was started, to be closed last
 */
record StoreChoice(Optional<EmbeddedRedis> embedded, RedisStoreSettings store) {
    private static final int NODE_ID_BYTES = 6;

    /**
     * Starts the embedded Redis, unless the settings name another.
     *
     * @param onGivenUp gets one line when the embedded Redis cannot be kept running
     */
    static StoreChoice of(Settings settings, Consumer<String> onGivenUp) throws Exception {
        Optional<URI> url = settings.redis();
        if (url.isPresent()) {
            try {
                RedisAddress address = RedisAddress.parse(url.get().toString());
                return new StoreChoice(Optional.empty(), storeSettings(settings, address, () -> false));
            } catch (IllegalArgumentException e) {
                throw new StartFailure(String.valueOf(e.getMessage()), e);
            }
        }
        EmbeddedRedis redis =
                EmbeddedRedis.start(settings.dataDirectory(), EmbeddedRedis.Options.of(settings.fsync(), onGivenUp));
        RedisAddress address = new RedisAddress(redis.host(), redis.port(), null, redis.password(), false);
        return new StoreChoice(Optional.of(redis), storeSettings(settings, address, redis::diskFull));
    }

    private static RedisStoreSettings storeSettings(
            Settings settings, RedisAddress address, java.util.function.BooleanSupplier diskFull) {
        byte[] nodeId = new byte[NODE_ID_BYTES];
        new SecureRandom().nextBytes(nodeId);
        return new RedisStoreSettings(
                address,
                HexFormat.of().formatHex(nodeId),
                settings.guestNameHold().toMillis(),
                diskFull,
                InstantSource.system());
    }
}
