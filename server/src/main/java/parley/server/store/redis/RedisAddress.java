package parley.server.store.redis;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis server is and how to sign in there.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param user the user of an access control list; null: the default user
 * @param password null: none
 * @param tls whether to speak TLS
 */
public record RedisAddress(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        boolean tls) {

    /** The port of Redis where none is given. */
    public static final int DEFAULT_PORT = 6379;

    /**
     * Reads an address.
     *
     * @param url {@code redis://[[user]:password@]host[:port]}, or {@code rediss://} for TLS
     * @throws IllegalArgumentException with a sentence that says what to do, and without the password
     */
    public static RedisAddress parse(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        boolean tls = "rediss".equals(uri.getScheme());
        if (!(tls || "redis".equals(uri.getScheme())) || uri.getHost() == null) {
            throw malformed();
        }
        if (uri.getPath() != null
                && uri.getPath().length() > 1
                && !uri.getPath().equals("/0")) {
            throw new IllegalArgumentException("Parley uses database 0. Leave the database out of the Redis address.");
        }
        String user = null;
        String password = null;
        String info = uri.getRawUserInfo();
        if (info != null) {
            int colon = info.indexOf(':');
            password = URLDecoder.decode(info.substring(colon + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
            user = colon > 0 ? URLDecoder.decode(info.substring(0, colon), StandardCharsets.UTF_8) : null;
        }
        return new RedisAddress(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(), user, password, tls);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("This is not a Redis address. Write redis://:password@host:port.");
    }

    /** Names host and port only: the password must not come into a log. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
