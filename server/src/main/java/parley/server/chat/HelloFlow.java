package parley.server.chat;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.model.ClientMessage.Hello;
import parley.model.CloseCode;
import parley.model.ErrorCode;
import parley.model.Limit;
import parley.model.Position;
import parley.model.RoomId;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Failure;
import parley.model.Timestamp;
import parley.server.limit.Bound;
import parley.server.limit.Quantity;
import parley.server.limit.RateLimit;
import parley.server.store.NameLease;
import parley.server.store.SignIn;
import parley.server.store.SignInResult;

/** The first step of a session: who is it, and which rooms go on (protocol §3, hello). On the session's loop. */
final class HelloFlow {
    private static final int VERSION = 1;

    private final Session session;
    private ChatLoop.@Nullable Timer deadline;
    private int refused;
    private boolean done;

    HelloFlow(Session session) {
        this.session = session;
    }

    /** Starts the time within which a hello must come. */
    void awaitHello() {
        cancel();
        deadline = session.loop().schedule(Limit.HELLO_MS.value(), () -> session.close(CloseCode.NO_HELLO));
    }

    void cancel() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    void handle(Hello hello) {
        if (done) {
            session.badRequest("Hello was said already on this connection.", hello.ref());
            return;
        }
        if (hello.version() != VERSION) {
            ErrorCode code = ErrorCode.UNSUPPORTED_VERSION;
            session.reply(new Failure(hello.ref(), code.wire(), code.sentence(), null, 0, List.of(VERSION)));
            session.close(CloseCode.VERSION_NOT_SERVED);
            return;
        }
        String typed = hello.username();
        String username = typed == null ? null : Usernames.normalise(typed);
        if (typed != null && username == null) {
            refuse(ErrorCode.NAME_INVALID, hello);
            return;
        }
        Set<String> keys = username == null ? Set.of() : Usernames.keys(username);
        if (Usernames.isReserved(keys)) {
            refuse(ErrorCode.NAME_TAKEN, hello);
            return;
        }
        if (isBanned(null, keys)) {
            ban(hello);
            return;
        }
        long retryAfterMs = hello.token() == null
                ? session.overBy(newPeople().take(session.loop().nanoTime()))
                : 0;
        if (retryAfterMs > 0) {
            session.rateLimited(retryAfterMs, hello.ref(), null);
            return;
        }
        cancel();
        session.beginWait();
        SignIn request = new SignIn(hello.token(), username, keys);
        session.shard().stores().people().signIn(request, session.loop(), result -> signedIn(hello, result));
    }

    private void signedIn(Hello hello, SignInResult result) {
        if (session.isClosed()) {
            return;
        }
        if (!(result instanceof SignInResult.SignedIn who)) {
            if (hello.token() == null) {
                newPeople().giveBack(1);
            }
            refuse(reason(result), hello);
            session.endWait();
            return;
        }
        if (isBanned(who.user(), who.nameKeys())) {
            session.shard().stores().people().releaseName(new NameLease(who.user(), who.username(), who.nameKeys()));
            ban(hello);
            return;
        }
        Shard home = session.shard().homeOf(who.user());
        PeopleHere.Entry entry = new PeopleHere.Entry(
                who.user(),
                new Person.Name(who.username(), who.nameKeys()),
                who.renamedFrom() != null,
                session,
                hello.session(),
                entered -> entered(hello, who, entered));
        home.loop().execute(() -> home.people().enter(entry));
    }

    private void entered(Hello hello, SignInResult.SignedIn who, PeopleHere.Entered entered) {
        Person person = entered.person();
        if (session.isClosed()) {
            session.leavePerson(who.user(), entered.sessionId());
            return;
        }
        if (person == null) {
            session.close(CloseCode.TOO_MANY_CONNECTIONS);
            return;
        }
        done = true;
        session.signedIn(person, entered.sessionId());
        session.reply(welcome(hello.ref(), who, entered.sessionId()));
        resume(hello.resume().iterator());
    }

    private RateLimit newPeople() {
        return session.out().address().rate(Bound.PEOPLE_PER_ADDRESS);
    }

    /** Opens the next room only while little waits to be read, so that resuming alone never floods the client. */
    private void resume(Iterator<Position> positions) {
        if (session.isClosed()) {
            return;
        }
        if (!positions.hasNext()) {
            session.endWait();
            return;
        }
        int half = session.out().queueLimitBytes() / 2;
        if (session.out().queuedBytes() >= half) {
            session.out().onDrained(half, () -> resume(positions));
            return;
        }
        Position at = positions.next();
        session.roomRequests().open(at.room(), at, Limit.HISTORY_DEFAULT.value(), null, () -> resume(positions));
    }

    private boolean isBanned(@Nullable String user, Set<String> keys) {
        return session.shard().bans().isBannedPerson(user, keys, session.loop().nowMs());
    }

    private void ban(Hello hello) {
        session.refuse(ErrorCode.BANNED, hello.ref(), null);
        session.close(CloseCode.BANNED);
    }

    private void refuse(ErrorCode code, Hello hello) {
        session.refuse(code, hello.ref(), null);
        if (++refused > Limit.HELLO_TRIES.value()) {
            session.close(CloseCode.NO_HELLO);
        } else {
            awaitHello();
        }
    }

    private static ErrorCode reason(SignInResult result) {
        if (result instanceof SignInResult.NameTaken) {
            return ErrorCode.NAME_TAKEN;
        }
        return result instanceof SignInResult.Unauthorized ? ErrorCode.UNAUTHORIZED : ErrorCode.UNAVAILABLE;
    }

    private ServerMessage.Welcome welcome(@Nullable String ref, SignInResult.SignedIn who, String sessionId) {
        Shard shard = session.shard();
        ChatSettings settings = shard.settings();
        Quantity writes = settings.limits().of(Bound.MESSAGES_PER_PERSON);
        return new ServerMessage.Welcome(
                ref,
                VERSION,
                new ServerMessage.User(who.user(), who.username(), true),
                who.newToken(),
                sessionId,
                new ServerMessage.Server(
                        "parley",
                        settings.version(),
                        shard.stores().nodes().id(),
                        shard.stores().state().durable()),
                Timestamp.format(session.loop().nowMs()),
                settings.heartbeatMs(),
                List.of(),
                new ServerMessage.Limits(
                        Limit.CLIENT_MESSAGE_BYTES.value(),
                        Limit.MESSAGE_LENGTH.value(),
                        Limit.NAME_LENGTH.value(),
                        Limit.HISTORY_LIMIT.value(),
                        Limit.CATCH_UP.value(),
                        Limit.RESUME.value(),
                        Limit.JOINED.value(),
                        Limit.RETRY_KEY_MS.value(),
                        writes.eachSecond(),
                        (int) writes.atOnce()),
                List.of(new ServerMessage.RoomInfo(RoomId.LOBBY, RoomId.LOBBY, "public")));
    }
}
