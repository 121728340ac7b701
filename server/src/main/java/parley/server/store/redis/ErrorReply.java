package parley.server.store.redis;

import java.util.Set;
import redis.clients.jedis.exceptions.JedisDataException;

/** What an error reply of Redis means for the request. */
enum ErrorReply {
    /** It was not carried out and can be sent again on a new connection. */
    AGAIN,
    /** Memory or disk is full. */
    FULL,
    /** It will never work. */
    FINAL;

    private static final Set<String> AGAIN_CODES =
            Set.of("NOSCRIPT", "LOADING", "READONLY", "MASTERDOWN", "BUSY", "TRYAGAIN", "CLUSTERDOWN");
    private static final Set<String> FULL_CODES = Set.of("OOM", "MISCONF");

    static ErrorReply of(JedisDataException error) {
        String message = String.valueOf(error.getMessage());
        int space = message.indexOf(' ');
        String code = space < 0 ? message : message.substring(0, space);
        if (AGAIN_CODES.contains(code)) {
            return AGAIN;
        }
        return FULL_CODES.contains(code) ? FULL : FINAL;
    }
}
