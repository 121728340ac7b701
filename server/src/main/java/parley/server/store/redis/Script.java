package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/** The Lua scripts. What each takes and answers is written at its head, in {@code /parley/store/}. */
enum Script {
    APPEND,
    TOP,
    END,
    VERIFY,
    TOUCH,
    PERSON,
    CLAIM,
    RELEASE,
    COUNT,
    NODES,
    ADOPT;

    private final String body;
    private final String sha1;

    Script() {
        String name = "/parley/store/" + name().toLowerCase(Locale.ROOT) + ".lua";
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(name), name)) {
            body = new String(in.readAllBytes(), UTF_8);
            sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(body.getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    byte[] body() {
        return body.getBytes(UTF_8);
    }

    /** The name under which Redis keeps a loaded script. */
    byte[] sha1() {
        return sha1.getBytes(UTF_8);
    }
}
