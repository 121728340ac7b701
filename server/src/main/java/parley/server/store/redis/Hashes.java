package parley.server.store.redis;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** SHA-256 and URL-safe text. */
final class Hashes {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private Hashes() {}

    /** Returns the 32 bytes of the SHA-256 of all parts, one after the other. */
    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the first bytes as URL-safe text, 4 characters for 3 bytes. */
    static String url(byte[] bytes, int count) {
        return URL.encodeToString(Arrays.copyOf(bytes, count));
    }
}
