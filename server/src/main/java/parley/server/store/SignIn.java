package parley.server.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to be somebody: a new person with a name, the person of a token, or that person under another name. At
 * least one of token and username is given; the keys are empty exactly when there is no username.
 *
 * @param token the token that an earlier sign-in gave out, as the client sent it: anything
 * @param username the wanted name, valid and normalised
 * @param nameKeys the name's comparison keys, one to three: names that share one are the same. The name is free only when
 *     none of its keys is somebody else's; a failed claim leaves no key behind
 */
public record SignIn(@Nullable String token, @Nullable String username, Set<String> nameKeys) {

    /** Hides the token, which must never come into a log. */
    @Override
    public String toString() {
        return "SignIn[token=" + (token == null ? "none" : "hidden") + ", username=" + username + "]";
    }
}
