package parley.server.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.CloseCode;
import parley.model.ErrorCode;
import parley.model.Limit;
import parley.model.ProtocolException;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.RoomMembers;
import parley.model.ServerMessage.RoomSeq;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.limit.RateLimit;

/**
 * One client's conversation with the chat. All of it on the connection's loop.
 *
 * <p>Requests are answered one after the other where the next could depend on the one before: while a hello or a join is
 * under way, what arrives waits.
 */
public final class Session {
    /** So many requests may wait before the client is not read from for a moment. */
    private static final int BACKLOG = 64;

    private static final long BACKLOG_PAUSE_MS = 20;

    /** Half of it is longer than this loop is ever busy: who waits must be told apart from who was not heard so long. */
    private static final long LEAST_RETRY_MS = 1_000;

    private final Shard shard;
    private final Outbound out;
    private final Map<String, LocalRoom.Membership> memberships = new HashMap<>();
    private final ArrayDeque<String> backlog = new ArrayDeque<>();
    private final RateLimit requests;
    private final RateLimit joins;
    private final RateLimit pages;
    private final FloodGuard flood = new FloodGuard();
    private final HelloFlow hello;
    private final RoomRequests roomRequests;
    private final WriteRequests writes;
    private @Nullable Person person;
    private String sessionId = "";
    private boolean waiting;
    private boolean draining;
    private boolean closed;
    private int badRequests;

    Session(Shard shard, Outbound out) {
        this.shard = shard;
        this.out = out;
        Limits limits = shard.settings().limits();
        long now = shard.loop().nanoTime();
        this.requests = limits.rate(Bound.REQUESTS_PER_CONNECTION, now);
        this.joins = limits.rate(Bound.JOINS_PER_CONNECTION, now);
        this.pages = limits.rate(Bound.PAGES_PER_CONNECTION, now);
        this.hello = new HelloFlow(this);
        this.roomRequests = new RoomRequests(this);
        this.writes = new WriteRequests(this);
        shard.sessions().add(this);
        shard.counters().sessions.increment();
        hello.awaitHello();
        loop().execute(this::leaveIfBanned);
    }

    /** One text message of the client. */
    public void onText(String text) {
        if (closed) {
            return;
        }
        if (waiting || draining) {
            backlog.add(text);
            if (backlog.size() > BACKLOG) {
                out.pauseReading(BACKLOG_PAUSE_MS);
            }
            return;
        }
        handle(text);
    }

    /** The connection is gone; nothing is sent any more. Called once. */
    public void onClosed() {
        closed = true;
        backlog.clear();
        hello.cancel();
        shard.sessions().remove(this);
        shard.counters().sessions.decrement();
        List.copyOf(memberships.values()).forEach(this::leave);
        Person who = person;
        if (who != null) {
            leavePerson(who.id(), sessionId);
        }
    }

    /** Queues an event, or a message for everybody. */
    void deliver(Packet packet) {
        shard.counters().deliveries.increment();
        out.send(packet);
    }

    Shard shard() {
        return shard;
    }

    ChatLoop loop() {
        return shard.loop();
    }

    Outbound out() {
        return out;
    }

    boolean isClosed() {
        return closed;
    }

    /** The person that has said hello; only after that. */
    Person person() {
        if (person == null) {
            throw new IllegalStateException("nobody has said hello");
        }
        return person;
    }

    RoomRequests roomRequests() {
        return roomRequests;
    }

    int memberships() {
        return memberships.size();
    }

    LocalRoom.@Nullable Membership membership(String room) {
        return memberships.get(room);
    }

    void signedIn(Person who, String id) {
        person = who;
        sessionId = id;
        int beatMs = shard.settings().heartbeatMs();
        // Spread, or all clients that came back together would get their heartbeats together for ever.
        loop().schedule(beatMs / 2 + ThreadLocalRandom.current().nextInt(beatMs / 2 + 1), this::heartbeat);
    }

    void leavePerson(String user, String id) {
        Shard home = shard.homeOf(user);
        home.loop().execute(() -> home.people().leave(user, id));
    }

    /** Becomes a member of a room on this loop. */
    void enter(String room, JoinRequest.Opened opened) {
        LocalRoom local = shard.localRoom(room, opened.writes());
        local.moveTo(opened.epoch(), opened.seq(), opened.timestampMs());
        local.setPeople(opened.people());
        memberships.put(room, local.add(this));
    }

    void leave(LocalRoom.Membership membership) {
        LocalRoom local = membership.room();
        membership.end();
        shard.forgetIfEmpty(local);
        memberships.remove(local.id());
        leaveHome(local.id());
    }

    void leaveHome(String room) {
        Shard home = shard.homeOf(room);
        int loopIndex = loop().index();
        String user = person().id();
        home.loop().execute(() -> home.room(room).leave(loopIndex, user));
    }

    /** Ends a conversation with somebody who is not wanted here. */
    void leaveIfBanned() {
        long nowMs = loop().nowMs();
        Bans bans = shard.bans();
        Person who = person;
        boolean banned = bans.isBannedAddress(out.address(), nowMs)
                || (who != null && bans.isBannedPerson(who.id(), who.name().keys(), nowMs));
        if (banned) {
            close(CloseCode.BANNED);
        }
    }

    /** From now on requests wait. */
    void beginWait() {
        waiting = true;
    }

    /** Requests are handled again, those that waited first. */
    void endWait() {
        waiting = false;
        if (draining) {
            return;
        }
        draining = true;
        while (!waiting && !closed && !backlog.isEmpty()) {
            handle(backlog.remove());
        }
        draining = false;
    }

    /** Answers a request that was understood. */
    void reply(ServerMessage message) {
        answered();
        send(message);
    }

    /** A request was understood and is answered: the count of bad ones starts anew. */
    void answered() {
        badRequests = 0;
    }

    void refuse(ErrorCode code, @Nullable String ref, @Nullable String room) {
        reply(Failure.of(code, ref, room));
    }

    void refuse(ErrorCode code, String sentence, @Nullable String ref, @Nullable String room) {
        reply(Failure.of(code, sentence, ref, room));
    }

    /**
     * Hears what a request's rates say; after some refusals the client is not read from for a while.
     *
     * @param waitMs until the request would be allowed, 0 for now
     * @return how long the client is asked to wait, should the request be refused; 0 when it is within its rates
     */
    long overBy(long waitMs) {
        if (waitMs == 0) {
            return 0;
        }
        long retryAfterMs = Math.max(LEAST_RETRY_MS, waitMs);
        long pauseMs = flood.over(clockMs(), out.readingSinceNanos() / 1_000_000, retryAfterMs);
        if (pauseMs > 0) {
            out.pauseReading(pauseMs);
        }
        return retryAfterMs;
    }

    /** @param retryAfterMs from {@link #overBy} */
    void rateLimited(long retryAfterMs, @Nullable String ref, @Nullable String room) {
        shard.counters().rateLimited.increment();
        ErrorCode code = ErrorCode.RATE_LIMITED;
        reply(new Failure(ref, code.wire(), code.sentence(), room, retryAfterMs, List.of()));
        if (flood.refused(clockMs())) {
            close(CloseCode.FLOODING);
        }
    }

    private long clockMs() {
        return loop().nanoTime() / 1_000_000;
    }

    void badRequest(String sentence, @Nullable String ref) {
        shard.counters().badRequests.increment();
        send(Failure.of(ErrorCode.BAD_REQUEST, sentence, ref, null));
        if (++badRequests >= Limit.BAD_REQUESTS.value()) {
            close(CloseCode.BAD_REQUESTS);
        }
    }

    void close(CloseCode code) {
        if (!closed) {
            out.close(code);
        }
    }

    private void handle(String text) {
        try {
            ClientCodec.Request request = ClientCodec.read(text);
            if (person == null && !request.type().equals("hello")) {
                send(Failure.of(ErrorCode.HELLO_REQUIRED, request.ref(), null));
            } else {
                dispatch(request.decode());
            }
        } catch (ProtocolException e) {
            if (e.code() == ErrorCode.BAD_REQUEST) {
                badRequest(e.sentence(), e.ref());
            } else {
                send(Failure.of(e.code(), e.sentence(), e.ref(), null));
            }
        }
    }

    private void dispatch(ClientMessage message) {
        if (message instanceof ClientMessage.Write write) {
            writes.handle(write);
            return;
        }
        long retryAfterMs = overBy(take(message));
        if (retryAfterMs > 0) {
            String room = message instanceof ClientMessage.InRoom inRoom ? inRoom.room() : null;
            rateLimited(retryAfterMs, message.ref(), room);
        } else if (message instanceof ClientMessage.Hello m) {
            hello.handle(m);
        } else if (message instanceof ClientMessage.InRoom m) {
            roomRequests.handle(m);
        } else {
            reply(new ServerMessage.Pong(message.ref()));
        }
    }

    /** The milliseconds to wait; 0 when the request may be answered now. */
    private long take(ClientMessage message) {
        long now = loop().nanoTime();
        long retryAfterMs = requests.take(now);
        if (retryAfterMs == 0 && message instanceof ClientMessage.Join) {
            return joins.take(now);
        }
        return retryAfterMs == 0 && message instanceof ClientMessage.History ? pages.take(now) : retryAfterMs;
    }

    private void send(ServerMessage message) {
        out.send(shard.packet(EventJson.utf8(message)));
    }

    private void heartbeat() {
        if (closed) {
            return;
        }
        List<RoomSeq> seqs = new ArrayList<>();
        List<RoomMembers> members = new ArrayList<>();
        memberships.forEach((room, membership) -> {
            int people = membership.newPeople();
            if (people >= 0) {
                members.add(new RoomMembers(room, people));
            }
            if (membership.moved()) {
                seqs.add(new RoomSeq(room, membership.room().seq()));
            }
        });
        send(new ServerMessage.Heartbeat(List.copyOf(seqs), List.copyOf(members)));
        loop().schedule(shard.settings().heartbeatMs(), this::heartbeat);
    }
}
