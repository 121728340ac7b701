package parley.server.embedded;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.SaveMode;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ShutdownParams;

/** Short questions to one Redis server, each over a connection of its own. Blocks, for a second at most. */
final class RedisProbe {

    private static final int TIMEOUT_MS = 1_000;

    private final RedisConfig config;

    RedisProbe(RedisConfig config) {
        this.config = config;
    }

    /**
     * What the server says of itself, also while it loads its files; empty when nobody answers there, or somebody else
     * does (another program on that port, or the Redis of another data directory: a copied configuration file names the
     * original's port).
     */
    Optional<Map<String, String>> info() {
        try (Jedis redis = connect()) {
            Map<String, String> info = parse(redis.info("everything"));
            return Optional.of(info).filter(found -> config.file().toString().equals(found.get("config_file")));
        } catch (JedisException nobodyOrNotOurs) {
            return Optional.empty();
        }
    }

    /** How far loading is, out of {@link #info()}; empty when everything is loaded. */
    static Optional<Loading> loading(Map<String, String> info) {
        if (!"1".equals(info.get("loading"))) {
            return Optional.empty();
        }
        return Optional.of(new Loading(number(info, "loading_loaded_bytes"), number(info, "loading_total_bytes")));
    }

    static long processId(Map<String, String> info) {
        return number(info, "process_id");
    }

    /** Changes a setting of the running server; false when it did not confirm. */
    boolean set(String setting, String value) {
        try (Jedis redis = connect()) {
            redis.configSet(setting, value);
            return true;
        } catch (JedisException notNow) {
            return false;
        }
    }

    /** Asks the server to write everything out and end. Returns at once. */
    void shutdown() {
        try (Jedis redis = connect()) {
            redis.shutdown(ShutdownParams.shutdownParams().saveMode(SaveMode.NOSAVE));
        } catch (JedisException endedOrNotThere) {
            // The connection ends with the server; whether it is gone is for the caller to see.
        }
    }

    private Jedis connect() {
        return new Jedis(
                new HostAndPort(RedisConfig.HOST, config.port()),
                DefaultJedisClientConfig.builder()
                        .password(config.password())
                        .timeoutMillis(TIMEOUT_MS)
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                        .resp2()
                        .build());
    }

    private static Map<String, String> parse(String info) {
        return info.lines()
                .filter(line -> line.contains(":"))
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
    }

    private static long number(Map<String, String> info, String key) {
        String text = info.getOrDefault(key, "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
