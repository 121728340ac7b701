package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token names a person and proves it: the person's id, a dot, and 192 random bits. The store keeps only its hash.
 *
 * @param user the person's id
 * @param text the whole token, as the client keeps it
 */
record Token(String user, String text) {

    private static final int USER_BYTES = 12;
    private static final int SECRET_BYTES = 24;
    private static final Pattern FORMAT = Pattern.compile("(u_[A-Za-z0-9_-]{16})\\.[A-Za-z0-9_-]{32,128}");

    /** Returns a token of a new person. */
    static Token create() {
        String user = "u_" + Ids.random(USER_BYTES);
        return new Token(user, user + "." + Ids.random(SECRET_BYTES));
    }

    /** Reads what a client sent; null when it cannot be a token. */
    static @Nullable Token parse(String text) {
        Matcher matcher = FORMAT.matcher(text);
        return matcher.matches() ? new Token(matcher.group(1), text) : null;
    }

    byte[] hash() {
        return Hashes.sha256(text.getBytes(UTF_8));
    }

    /** Hides the token, which must never come into a log. */
    @Override
    public String toString() {
        return "Token of " + user;
    }
}
