package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hashes of persons: token, username and name keys, kept until 30 days after the last use. */
final class Persons {

    private static final long KEEP_MS = 30L * 86_400_000;
    /** A last use is written at most once an hour. */
    private static final long REFRESH_BELOW_MS = KEEP_MS - 3_600_000;

    /** No name contains a control character. */
    private static final String SEPARATOR = "\n";

    /** A person's name. */
    record Name(String username, Set<String> nameKeys) {}

    private Persons() {}

    /** Finds the person of a token; {@link #name} reads the reply. */
    static void verify(Commands out, Token token) {
        out.script(
                Script.VERIFY,
                List.of(Keys.person(token.user())),
                List.of(token.hash(), bytes(KEEP_MS), bytes(REFRESH_BELOW_MS)));
    }

    /** Creates a person or renames them; {@link #name} reads the name of before from the reply. */
    static void write(Commands out, Token token, Name name) {
        out.script(
                Script.PERSON,
                List.of(Keys.person(token.user())),
                List.of(
                        token.hash(),
                        bytes(name.username()),
                        bytes(String.join(SEPARATOR, name.nameKeys())),
                        bytes(KEEP_MS)));
    }

    /** Keeps a connected person; {@link #name} reads the reply. */
    static void touch(Commands out, String user) {
        out.script(Script.TOUCH, List.of(Keys.person(user)), List.of(bytes(KEEP_MS), bytes(REFRESH_BELOW_MS)));
    }

    /** Returns a name; null when there is no such person. */
    static @Nullable Name name(@Nullable Object reply) {
        if (!(reply instanceof List<?> fields)) {
            return null;
        }
        return new Name(text(fields.get(0)), keys(fields.get(1)));
    }

    private static Set<String> keys(Object bulk) {
        return Set.of(text(bulk).split(SEPARATOR, -1));
    }

    private static String text(Object bulk) {
        return new String((byte[]) bulk, UTF_8);
    }
}
