package parley.server.store.redis;

import static parley.server.store.redis.Commands.bytes;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.server.store.NameLease;
import parley.server.store.NameNews;
import parley.server.store.People;
import parley.server.store.SignIn;
import parley.server.store.SignInResult;

/** People and the leases of their names. */
final class RedisPeople implements People {

    private static final int LEASES_PER_EXCHANGE = 100;
    private static final int ROOMS_PER_DAY = 20;
    private static final int COUNTER_KEPT_S = 2 * 86_400;
    private static final long DAY_MS = 86_400_000L;

    private final Lane lane;
    private final NameClaims claims;
    private final InstantSource clock;

    RedisPeople(Lane lane, NameClaims claims, InstantSource clock) {
        this.lane = lane;
        this.claims = claims;
        this.clock = clock;
    }

    @Override
    public void signIn(SignIn request, Executor replyTo, Consumer<SignInResult> reply) {
        Token token = parse(request.token());
        if (request.token() != null && token == null) {
            Handover.execute(replyTo, () -> reply.accept(new SignInResult.Unauthorized()));
            return;
        }
        if (token == null && request.username() == null) {
            throw new IllegalArgumentException("neither a token nor a username");
        }
        if ((request.username() == null) != request.nameKeys().isEmpty()) {
            throw new IllegalArgumentException("a username without keys, or keys without a username");
        }
        lane.submit(new SignInExchange(request, token, claims, replyTo, reply));
    }

    private static @Nullable Token parse(@Nullable String token) {
        return token == null ? null : Token.parse(token);
    }

    @Override
    public void keepNames(Collection<NameLease> leases, Executor replyTo, Consumer<NameNews> news) {
        List<NameLease> all = List.copyOf(leases);
        for (int from = 0; from < all.size(); from += LEASES_PER_EXCHANGE) {
            int to = Math.min(all.size(), from + LEASES_PER_EXCHANGE);
            lane.submit(new KeepNamesExchange(List.copyOf(all.subList(from, to)), claims, replyTo, news));
        }
    }

    @Override
    public void releaseName(NameLease lease) {
        lane.submit(OneRound.quiet(out -> lease.nameKeys().forEach(key -> claims.hold(out, key, lease.user()))));
    }

    @Override
    public void countStartedRoom(String user, Executor replyTo, Consumer<StartedRooms> reply) {
        byte[] key = Keys.startedRooms(user, clock.millis() / DAY_MS);
        lane.submit(new OneRound<>(
                out -> out.script(Script.COUNT, List.of(key), List.of(bytes(ROOMS_PER_DAY), bytes(COUNTER_KEPT_S))),
                replies -> replies.get(0).equals(1L) ? StartedRooms.ALLOWED : StartedRooms.TOO_MANY,
                StartedRooms.UNAVAILABLE,
                replyTo,
                reply));
    }
}
