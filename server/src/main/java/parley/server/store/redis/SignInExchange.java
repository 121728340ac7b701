package parley.server.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.server.store.SignIn;
import parley.server.store.SignInResult;

/**
 * Signs a person in, one slot after the other: verify the token, claim the keys of the name, write the person, free the
 * old name. Whatever a crash leaves between two steps ends with the lease of a key.
 */
final class SignInExchange extends Exchange {

    private enum Step {
        VERIFY,
        CLAIM,
        WRITE,
        FREE
    }

    private static final long TAKEN = 0;
    private static final long NEWLY_CLAIMED = 1;

    private final Consumer<SignInResult> reply;
    private final NameClaims claims;
    private final Token token;
    private final boolean created;
    private final List<String> toClaim = new ArrayList<>();
    private final Set<String> toFree = new TreeSet<>();
    private Step step;
    private Persons.@Nullable Name wanted;
    private Persons.@Nullable Name verified;
    private @Nullable String renamedFrom;
    private @Nullable Runnable afterFree;

    /** With a token that {@link Token#parse} has read, or null for a new person. */
    SignInExchange(
            SignIn request, @Nullable Token known, NameClaims claims, Executor replyTo, Consumer<SignInResult> reply) {
        super(replyTo);
        this.reply = reply;
        this.claims = claims;
        created = known == null;
        token = known == null ? Token.create() : known;
        wanted = request.username() == null ? null : new Persons.Name(request.username(), request.nameKeys());
        step = Step.VERIFY;
        if (created) {
            startClaiming();
        }
    }

    @Override
    void write(Commands out) {
        switch (step) {
            case VERIFY -> Persons.verify(out, token);
            case CLAIM -> claims.claim(out, toClaim.get(0), token.user());
            case WRITE -> Persons.write(out, token, wanted());
            case FREE -> toFree.forEach(key -> claims.free(out, key, token.user()));
        }
    }

    @Override
    @Nullable
    Runnable read(List<Object> replies) {
        return switch (step) {
            case VERIFY -> verified(Persons.name(replies.get(0)));
            case CLAIM -> claimed((Long) replies.get(0));
            case WRITE -> written(Persons.name(replies.get(0)));
            case FREE -> Objects.requireNonNull(afterFree);
        };
    }

    private @Nullable Runnable verified(Persons.@Nullable Name name) {
        if (name == null) {
            return result(new SignInResult.Unauthorized());
        }
        verified = name;
        if (wanted == null) {
            wanted = name;
        }
        startClaiming();
        return null;
    }

    /** One key after the other, always in the same order: of two people who want the same name, one gets it. */
    private void startClaiming() {
        toClaim.addAll(new TreeSet<>(wanted().nameKeys()));
        step = Step.CLAIM;
    }

    private @Nullable Runnable claimed(long answer) {
        String key = toClaim.remove(0);
        if (answer == TAKEN) {
            return free(result(new SignInResult.NameTaken()));
        }
        if (answer == NEWLY_CLAIMED || verified == null || !verified.nameKeys().contains(key)) {
            toFree.add(key);
        }
        if (!toClaim.isEmpty()) {
            return null;
        }
        toFree.clear();
        if (wanted().equals(verified)) {
            return signedIn();
        }
        step = Step.WRITE;
        return null;
    }

    private @Nullable Runnable written(Persons.@Nullable Name before) {
        // Written twice, because the first reply was lost, it answers the new name: then what was verified counts.
        Persons.Name old = wanted().equals(before) ? verified : before;
        if (old == null || created) {
            return signedIn();
        }
        renamedFrom = old.username();
        toFree.addAll(old.nameKeys());
        toFree.removeAll(wanted().nameKeys());
        return free(signedIn());
    }

    private @Nullable Runnable free(Runnable then) {
        if (toFree.isEmpty()) {
            return then;
        }
        afterFree = then;
        step = Step.FREE;
        return null;
    }

    private Runnable signedIn() {
        Persons.Name now = wanted();
        return result(new SignInResult.SignedIn(
                token.user(), now.username(), now.nameKeys(), created ? token.text() : null, renamedFrom));
    }

    @Override
    Runnable unavailable() {
        return result(new SignInResult.Unavailable());
    }

    private Runnable result(SignInResult result) {
        return () -> reply.accept(result);
    }

    private Persons.Name wanted() {
        return Objects.requireNonNull(wanted);
    }
}
