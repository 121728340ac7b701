package parley.server.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link SignIn}. */
public sealed interface SignInResult {

    /**
     * The person is signed in and the name is theirs.
     *
     * @param user the person's id, {@code u_} and 16 characters
     * @param username the person's name now
     * @param nameKeys its comparison keys, to be kept alive by {@link People#keepNames}
     * @param newToken the token to give to the client, when the person is new
     * @param renamedFrom the name before, when this sign-in changed it; that name is free now
     */
    record SignedIn(
            String user,
            String username,
            Set<String> nameKeys,
            @Nullable String newToken,
            @Nullable String renamedFrom) implements SignInResult {

        /** Hides the token, which must never come into a log. */
        @Override
        public String toString() {
            return "SignedIn[user=" + user + ", username=" + username + ", newToken="
                    + (newToken == null ? "none" : "hidden") + ", renamedFrom=" + renamedFrom + "]";
        }
    }

    /** Somebody else has the name; nothing was changed. */
    record NameTaken() implements SignInResult {}

    /** The token is unknown or has expired; nothing was changed. */
    record Unauthorized() implements SignInResult {}

    /** The store did not confirm. */
    record Unavailable() implements SignInResult {}
}
