package parley.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server sends (protocol §4). */
public sealed interface ServerMessage permits Event, ServerMessage.Reply {
    /** Everything that is not an event of a room's log. */
    sealed interface Reply extends ServerMessage {}

    /** The answer to a hello. {@code token} only when it is new. Times are ISO-8601 UTC, durations milliseconds. */
    record Welcome(
            @Nullable String ref,
            int version,
            User user,
            @Nullable String token,
            String session,
            Server server,
            String time,
            int heartbeat,
            List<String> features,
            Limits limits,
            List<RoomInfo> rooms)
            implements Reply {}

    /** The person that a connection speaks for. */
    record User(String id, String username, boolean guest) {}

    /** The node that answered; {@code durable} is false when its store may forget. */
    record Server(String name, String version, String node, boolean durable) {}

    /** What a client may ask for; rates of 0 mean none. */
    record Limits(
            int messageBytes,
            int messageLength,
            int nameLength,
            int historyLimit,
            int catchUp,
            int resume,
            int joined,
            int retryKeyMs,
            int messagesPerSecond,
            int messagesBurst) {}

    /** A room that this person may open. */
    record RoomInfo(String room, String title, String kind) {}

    /** Numbers of events that were not sent, both ends inclusive. */
    record Gap(long from, long to) {}

    /** A room is open; {@code seq} is the newest number, {@code events} are complete from {@code from} to {@code to}. */
    record Joined(
            @Nullable String ref,
            String room,
            String epoch,
            long seq,
            @Nullable String timestamp,
            List<Event> events,
            long from,
            long to,
            boolean moreBefore,
            int members,
            boolean reset,
            @Nullable Gap gap)
            implements Reply {}

    /** A page or a replay, complete from {@code from} to {@code to}; nothing: {@code to} is {@code from - 1}. */
    record HistoryPage(
            @Nullable String ref,
            String room,
            String epoch,
            List<Event> events,
            long from,
            long to,
            boolean moreBefore,
            boolean moreAfter)
            implements Reply {}

    /** Done: in the log, on disk. {@code seq} is 0 and {@code timestamp} null when nothing was written. */
    record Ack(
            @Nullable String ref,
            String room,
            long seq,
            @Nullable String timestamp,
            boolean duplicate,
            boolean unchanged)
            implements Reply {}

    /** A sign of life, with the newest numbers of the rooms that moved, and the members of those where they changed. */
    record Heartbeat(List<RoomSeq> seqs, List<RoomMembers> members) implements Reply {
        /** One without news of members. */
        public Heartbeat(List<RoomSeq> seqs) {
            this(seqs, List.of());
        }
    }

    /** How many people of a room are connected, all nodes together. */
    record RoomMembers(String room, int members) {}

    /** The newest number of a room. */
    record RoomSeq(String room, long seq) {}

    /** The answer to a ping. */
    record Pong(@Nullable String ref) implements Reply {}

    /** This node stops within {@code inMs}; reconnect at a random moment before that. On the wire the field is {@code in}. */
    record GoAway(int inMs, String reason) implements Reply {}

    /**
     * A refusal.
     *
     * @param code its name on the wire, see {@link ErrorCode}
     * @param message a sentence that says what to do
     * @param retryAfter milliseconds to wait; 0 when nothing is said
     * @param versions the versions served, only with {@code unsupported_version}
     */
    record Failure(
            @Nullable String ref,
            String code,
            String message,
            @Nullable String room,
            long retryAfter,
            List<Integer> versions)
            implements Reply {
        /** A refusal with the code's own sentence. */
        public static Failure of(ErrorCode code, @Nullable String ref, @Nullable String room) {
            return of(code, code.sentence(), ref, room);
        }

        /** A refusal with a sentence of its own. */
        public static Failure of(ErrorCode code, String message, @Nullable String ref, @Nullable String room) {
            return new Failure(ref, code.wire(), message, room, 0, List.of());
        }
    }

    /** A message of a later version, to be ignored. */
    record UnknownReply(String type) implements Reply {}
}
