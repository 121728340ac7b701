package parley.server.store.redis;

import java.security.SecureRandom;

/** Random ids. */
final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** Returns URL-safe text made of random bytes, 4 characters for 3 bytes. May be called by any thread. */
    static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Hashes.url(random, bytes);
    }

    /** Returns whether this can be a random id of 12 bytes, as data sets and epochs have. */
    static boolean isRandom(String id) {
        return id.matches("[A-Za-z0-9_-]{16}");
    }
}
