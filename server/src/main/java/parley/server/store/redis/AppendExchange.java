package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.ArrayList;
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

/** Appends one event by {@link Script#APPEND}; its head says what the codes mean. */
final class AppendExchange extends Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(AppendExchange.class);
    private static final Known NOTHING_KNOWN = new Known("", 0, 0);

    private final Append append;
    private final AppendContext context;
    private final Consumer<AppendResult> reply;
    private final RoomKeys keys;
    private final byte[] text;
    private final byte[] user;
    private final byte[] ref;
    private final RetryKey retryKey;
    private long newestSeq = -1;
    /** What the retry key says, until the event at which it points was looked at. */
    private AppendResult.@Nullable Stored remembered;

    /** Hashes on the caller's thread, to spread the work. */
    AppendExchange(Append append, AppendContext context, Executor replyTo, Consumer<AppendResult> reply) {
        super(replyTo);
        this.append = append;
        this.context = context;
        this.reply = reply;
        keys = new RoomKeys(append.room());
        text = append.text() == null ? new byte[0] : append.text().getBytes(UTF_8);
        user = bytes(append.user());
        ref = bytes(append.ref());
        retryKey = RetryKey.of(user, ref, append.kind(), append.target(), text);
    }

    @Override
    void write(Commands out) {
        AppendResult.Stored first = remembered;
        if (first != null) {
            byte[] segment = keys.segment(RoomKeys.segmentOf(first.seq()));
            out.add(Command.LINDEX, segment, bytes(RoomKeys.indexOf(first.seq())));
            return;
        }
        String room = append.room();
        String hinted = context.hints().baseEpoch(room);
        String base = hinted == null ? context.dataSetId() : hinted;
        Known known = append.known() == null ? NOTHING_KNOWN : append.known();
        if (newestSeq < 0) {
            newestSeq = Math.max(context.hints().newestSeq(room), known.seq());
        }
        long segment = RoomKeys.segmentOf(newestSeq + 1);
        long day = context.day();
        LogRecord.Draft draft =
                LogRecord.draft(room, base, append.kind(), append.target(), text, user, bytes(append.username()), ref);
        List<byte[]> scriptKeys = new ArrayList<>(List.of(
                keys.room(),
                keys.retryKeys(day),
                keys.retryKeys(day - 1),
                keys.retryKeys(day + 1),
                keys.segment(segment),
                keys.segment(segment + 1),
                bytes(keys.feed())));
        List<byte[]> args = new ArrayList<>(List.of(
                bytes(day),
                bytes(base),
                bytes(segment),
                retryKey.field(),
                retryKey.contentHash(),
                bytes(context.dataSetId()),
                bytes(known.epoch()),
                bytes(known.seq()),
                bytes(known.timestampMs()),
                bytes(known.seq() == 0 ? "" : Ids.random(12)),
                bytes(context.full() ? 1 : 0),
                bytes(LogRecord.code(append.kind())),
                draft.state(),
                draft.body(),
                text,
                bytes(append.onlyIfKnown() ? 1 : 0)));
        if (append.kind() != EventKind.MESSAGE) {
            scriptKeys.add(keys.segment(RoomKeys.segmentOf(append.target())));
            args.addAll(List.of(bytes(append.target()), user, LogRecord.bytes(RecordCheck.ofText(text))));
        }
        out.script(Script.APPEND, scriptKeys, args);
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
