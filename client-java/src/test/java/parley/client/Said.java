package parley.client;

import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import parley.model.ErrorCode;
import parley.model.Event;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Gap;
import parley.model.Timestamp;

/** What servers say in these tests; a room's event number n is from second n of its epoch. */
final class Said {
    static final String EPOCH = "e1";
    static final int RETRY_KEY_MS = 86_400_000;

    private Said() {}

    static ServerMessage.Welcome welcome(String user, String username) {
        return new ServerMessage.Welcome(
                "hello",
                1,
                new ServerMessage.User(user, username, true),
                "token-of-" + user,
                "session-1",
                new ServerMessage.Server("parley", "0.1.0", "n1", true),
                at(0),
                25_000,
                List.of(),
                new ServerMessage.Limits(65_536, 4_000, 32, 100, 200, 200, 1_000, RETRY_KEY_MS, 10, 30),
                List.of());
    }

    static String at(long second) {
        return Timestamp.format(1_700_000_000_000L + second * 1_000);
    }

    static Event.Message message(long seq) {
        return message(seq, "u_bob", "ref-" + seq, "text " + seq);
    }

    static Event.Message message(long seq, String user, String ref, String text) {
        return new Event.Message("lobby", seq, user.substring(2), user, text, at(seq), ref, null);
    }

    static Event.Edited edited(long seq, long target, @Nullable String text) {
        return new Event.Edited("lobby", seq, target, text, "bob", "u_bob", at(seq), "ref-" + seq);
    }

    static Event.Deleted deleted(long seq, long target) {
        return new Event.Deleted("lobby", seq, target, "bob", "u_bob", at(seq), "ref-" + seq);
    }

    static List<Event> messages(long from, long to) {
        return LongStream.rangeClosed(from, to).<Event>mapToObj(Said::message).toList();
    }

    static ServerMessage.Joined joined(@Nullable String ref, long from, long to) {
        return joined(ref, EPOCH, messages(from, to), from, to, false, null);
    }

    static ServerMessage.Joined joined(
            @Nullable String ref,
            String epoch,
            List<Event> events,
            long from,
            long to,
            boolean reset,
            @Nullable Gap gap) {
        String timestamp = to == 0 ? null : at(to);
        return new ServerMessage.Joined(ref, "lobby", epoch, to, timestamp, events, from, to, from > 1, 2, reset, gap);
    }

    static ServerMessage.HistoryPage history(@Nullable String ref, long from, long to, boolean before, boolean after) {
        return new ServerMessage.HistoryPage(ref, "lobby", EPOCH, messages(from, to), from, to, before, after);
    }

    static ServerMessage.Ack ack(String ref, long seq) {
        return new ServerMessage.Ack(ref, "lobby", seq, at(seq), false, false);
    }

    static ServerMessage.Failure refusal(ErrorCode code, @Nullable String ref, long retryAfterMs) {
        return new ServerMessage.Failure(ref, code.wire(), code.sentence(), "lobby", retryAfterMs, List.of());
    }
}
