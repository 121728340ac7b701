package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.AppendResult.Reason;
import parley.server.store.EventKind;
import parley.server.store.Known;
import parley.server.store.LogEvent;
import redis.clients.jedis.Protocol.Command;

/** Appends one event by an {@link AppendCall}; the head of the script says what the codes mean. */
final class AppendExchange extends Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(AppendExchange.class);

    private final Append append;
    private final AppendContext context;
    private final Consumer<AppendResult> reply;
    private final PreparedAppend prepared;
    /** What the script said; before that, what is hinted counts. */
    private long newestSeq = -1;
    /** What the retry key says, until the event at which it points was looked at. */
    private AppendResult.@Nullable Stored remembered;

    /** Hashes on the caller's thread, to spread the work. */
    AppendExchange(Append append, AppendContext context, Executor replyTo, Consumer<AppendResult> reply) {
        super(replyTo);
        this.append = append;
        this.context = context;
        this.reply = reply;
        prepared = new PreparedAppend(append);
    }

    @Override
    void write(Commands out) {
        AppendResult.Stored first = remembered;
        if (first != null) {
            byte[] segment = prepared.keys().segment(RoomKeys.segmentOf(first.seq()));
            out.add(Command.LINDEX, segment, bytes(RoomKeys.indexOf(first.seq())));
            return;
        }
        String room = append.room();
        AppendCall call = append.kind() == EventKind.MESSAGE ? out.append(room) : null;
        if (call == null) {
            call = new AppendCall(room, prepared.keys(), newestSeq(), context);
        }
        call.add(prepared);
        out.append(room, call);
    }

    private long newestSeq() {
        if (newestSeq >= 0) {
            return newestSeq;
        }
        Known known = append.known();
        return Math.max(context.hints().newestSeq(append.room()), known == null ? 0 : known.seq());
    }

    @Override
    @Nullable
    Runnable read(List<Object> replies) {
        AppendResult.Stored first = remembered;
        if (first != null) {
            return isOwn(first, replies.get(0)) ? result(first) : wronglyRemembered();
        }
        List<?> answer = (List<?>) replies.get(0);
        int code = (int) number(answer, 0);
        return switch (code) {
            case 1 -> stored(answer);
            case 2 -> remembered(answer);
            case 3, 4 -> result(new AppendResult.Unchanged(code == 4));
            case -1 -> refused(Reason.CONFLICT);
            case -2 -> refused(Reason.FORBIDDEN);
            case -3 -> refused(Reason.NOT_FOUND);
            case -4 -> refused(Reason.STORAGE_FULL);
            case -6 -> refused(Reason.NEW);
            case 10, 11, 12 -> again(code, answer);
            default -> damaged();
        };
    }

    private @Nullable Runnable again(int code, List<?> answer) {
        switch (code) {
            case 10 -> context.hints().setBaseEpoch(append.room(), text(answer, 1));
            case 11 -> context.setDay(number(answer, 1));
            default -> {
                newestSeq = number(answer, 1);
                context.hints().setNewestSeq(append.room(), newestSeq);
            }
        }
        return null;
    }

    private Runnable damaged() {
        LOG.error(
                "The log of room {} and its numbers disagree; nothing was appended. Restore a backup.", append.room());
        return unavailable();
    }

    private Runnable stored(List<?> answer) {
        AppendResult.Stored stored = stored(answer, false);
        context.hints().setNewestSeq(append.room(), stored.seq());
        if (number(answer, 4) == 1) {
            LOG.warn(
                    "The store's clock was turned back: event {} of room {} is earlier than the one before",
                    stored.seq(),
                    append.room());
        }
        return result(stored);
    }

    private @Nullable Runnable remembered(List<?> answer) {
        AppendResult.Stored first = stored(answer, true);
        if (first.seq() == 0) {
            return wronglyRemembered();
        }
        remembered = first;
        return null;
    }

    private AppendResult.Stored stored(List<?> answer, boolean duplicate) {
        String own = text(answer, 3);
        return new AppendResult.Stored(
                own.isEmpty() ? context.dataSetId() : own, number(answer, 1), number(answer, 2), duplicate);
    }

    /** Whether an event is the one that this request made; retry keys have no check of their own. */
    private boolean isOwn(AppendResult.Stored first, @Nullable Object record) {
        if (!(record instanceof byte[] bytes)) {
            return false;
        }
        try {
            LogEvent event = LogRecord.readLive(first.seq(), bytes);
            return event.timestampMs() == first.timestampMs()
                    && event.kind() == append.kind()
                    && event.user().equals(append.user())
                    && event.ref().equals(append.ref());
        } catch (LogRecord.DamagedException e) {
            return false;
        }
    }

    private Runnable wronglyRemembered() {
        LOG.error(
                "A request to room {} was answered before, but what is remembered of it is damaged; it is not answered"
                        + " again. Run parley verify.",
                append.room());
        return unavailable();
    }

    @Override
    Runnable unavailable() {
        return refused(Reason.UNAVAILABLE);
    }

    @Override
    Runnable full() {
        return refused(Reason.STORAGE_FULL);
    }

    private Runnable refused(Reason reason) {
        return result(new AppendResult.Refused(reason));
    }

    private Runnable result(AppendResult result) {
        return () -> reply.accept(result);
    }

    private static long number(List<?> answer, int index) {
        return (Long) answer.get(index);
    }

    private static String text(List<?> answer, int index) {
        return new String((byte[]) answer.get(index), UTF_8);
    }
}
