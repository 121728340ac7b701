package parley.client;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.model.Event;
import parley.model.Limit;

/** Brings what is in the outbox to the server, room by room. On the client's thread. */
final class OutboxSender implements Lane.Context {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
    private static final long SAFETY_MS = 600_000;

    private final Outbox outbox;
    private final Identity identity;
    private final Clock clock;
    private final Session session;
    private final Consumer<Outgoing> published;
    private final Backoff backoff;
    private final ReplayCheck replayCheck;
    private final Map<String, Lane> lanes = new TreeMap<>();
    private long safeRetryMs = Limit.RETRY_KEY_MS.value() - SAFETY_MS;

    /**
     * @param settings outbox, identity, clock
     * @param session rooms and requests
     * @param backoff pauses after refusals that pass by themselves
     * @param published hears of every item's state
     */
    OutboxSender(Settings settings, Session session, Backoff backoff, Consumer<Outgoing> published) {
        this.outbox = settings.outbox();
        this.identity = settings.identity();
        this.clock = settings.clock();
        this.session = session;
        this.backoff = backoff;
        this.published = published;
        this.replayCheck = new ReplayCheck(identity, session.requests(), session.retries());
    }

    /** Takes over this person's items; once at the start, and again when a welcome says who the person is. */
    void load(@Nullable String userId) {
        Map<String, List<OutboxItem>> own = new LinkedHashMap<>();
        for (OutboxItem item : outbox.items()) {
            if (identity.owns(item)) {
                own.computeIfAbsent(item.room(), r -> new ArrayList<>()).add(claimed(item, userId));
            }
        }
        lanes.values().forEach(lane -> lane.items().keep(identity::owns));
        own.forEach((room, items) -> lane(room).items().load(items));
    }

    /** How long the server remembers refs. */
    void retryKeyMs(int retryKeyMs) {
        safeRetryMs = Math.max(0, retryKeyMs - SAFETY_MS);
    }

    void add(Outgoing item) {
        lane(item.room()).add(OutboxItem.of(item, identity.owner()));
    }

    void retry(Outgoing item) {
        lane(item.room()).retry(item.ref());
    }

    void discard(Outgoing item) {
        lane(item.room()).discard(item.ref());
    }

    void opened(String room) {
        lane(room).pump();
    }

    void lost() {
        lanes.values().forEach(Lane::lost);
    }

    /** An event of the log: the ack of an item, when it is this person's. */
    void seen(Event event) {
        EventFields fields = EventFields.of(event);
        Lane lane = lanes.get(event.room());
        if (lane != null && fields != null && identity.wrote(fields)) {
            lane.seen(fields.ref(), event.seq());
        }
    }

    private Lane lane(String room) {
        return lanes.computeIfAbsent(room, r -> new Lane(this, r, new LaneItems(outbox, published)));
    }

    private OutboxItem claimed(OutboxItem item, @Nullable String userId) {
        if (userId == null || item.owner().equals(userId)) {
            return item;
        }
        OutboxItem mine = item.ownedBy(userId);
        try {
            outbox.put(mine);
        } catch (IOException e) {
            LOG.warn("The outbox could not be written.", e);
        }
        return mine;
    }

    @Override
    public Loop loop() {
        return session.loop();
    }

    @Override
    public Requests requests() {
        return session.requests();
    }

    @Override
    public ReplayCheck replayCheck() {
        return replayCheck;
    }

    @Override
    public Backoff refusalBackoff() {
        return backoff;
    }

    @Override
    public long nowMs() {
        return clock.millis();
    }

    @Override
    public long safeRetryMs() {
        return safeRetryMs;
    }

    @Override
    public @Nullable RoomSession openRoom(String room) {
        return session.openRoom(room);
    }
}
