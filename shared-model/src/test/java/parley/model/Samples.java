package parley.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.model.ClientMessage.Delete;
import parley.model.ClientMessage.Edit;
import parley.model.ClientMessage.Hello;
import parley.model.ClientMessage.History;
import parley.model.ClientMessage.History.Direction;
import parley.model.ClientMessage.Join;
import parley.model.ClientMessage.Leave;
import parley.model.ClientMessage.Ping;
import parley.model.ClientMessage.Send;
import parley.model.ServerMessage.Ack;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.Gap;
import parley.model.ServerMessage.GoAway;
import parley.model.ServerMessage.Heartbeat;
import parley.model.ServerMessage.HistoryPage;
import parley.model.ServerMessage.Joined;
import parley.model.ServerMessage.Limits;
import parley.model.ServerMessage.Pong;
import parley.model.ServerMessage.RoomInfo;
import parley.model.ServerMessage.RoomSeq;
import parley.model.ServerMessage.Server;
import parley.model.ServerMessage.User;
import parley.model.ServerMessage.Welcome;

/** At least one message of every type and shape of the protocol. */
final class Samples {
    static final String TIME = "2026-11-24T15:04:05.123Z";
    static final String TEXT = "tab\t, line\n, \"quote\", \\, \u0000, \u2028, \uD83D\uDE00, \u202E, ü";

    static final Event.Message MESSAGE = new Event.Message("lobby", 42, "david", "u_7f", "hello", TIME, "0b9e", null);

    static final List<Event> EVENTS = List.of(
            MESSAGE,
            new Event.Message("lobby", 43, "david", "u_7f", TEXT, TIME, "0b9f", TIME),
            new Event.Message("lobby", 44, "david", "u_7f", null, TIME, "0ba0", null),
            new Event.Edited("lobby", 45, 43, "new", "david", "u_7f", TIME, "0ba1"),
            new Event.Edited("lobby", 46, 44, null, "david", "u_7f", TIME, "0ba2"),
            new Event.Deleted("lobby", 47, 44, "david", "u_7f", TIME, "0ba3"));

    static final List<ClientMessage> FROM_CLIENTS = List.of(
            new Hello(1, "David", null, null, null, List.of(), null),
            new Hello(1, null, "token", "session", "test 1.0", List.of(), "h"),
            new Hello(
                    1,
                    "David",
                    "token",
                    null,
                    null,
                    List.of(new Position("lobby", "e1", 41, TIME), new Position("a_b.c-9", "e2", 0, null)),
                    " ~"),
            new Join("lobby", null, 50, null),
            new Join("lobby", new Position("lobby", "e1", 42, TIME), 1, "j"),
            new Join("lobby", new Position("lobby", "e1", 0, null), 100, "j"),
            new Leave("lobby", null),
            new Leave("lobby", "l"),
            new Send("lobby", TEXT, "0b9e"),
            new Edit("lobby", 42, TEXT, "e"),
            new Delete("lobby", Fields.MAX_INTEGER, "d"),
            new History("lobby", Direction.NEWEST, 0, 50, null),
            new History("lobby", Direction.BEFORE, 1, 1, "h"),
            new History("lobby", Direction.AFTER, 0, 100, "h"),
            new History("lobby", Direction.AROUND, 42, 50, "h"),
            new Ping(null),
            new Ping("p"));

    static final List<ServerMessage> FROM_SERVERS = List.of(
            welcome("token"),
            welcome(null),
            new Joined("j", "lobby", "e1", 47, TIME, EVENTS, 42, 47, true, 3, false, null),
            new Joined(null, "lobby", "e1", 0, null, List.of(), 1, 0, false, 1, false, null),
            new Joined(null, "lobby", "e1", 47, TIME, EVENTS, 42, 47, true, 3, true, null),
            new Joined(null, "lobby", "e1", 47, TIME, EVENTS, 42, 47, true, 3, false, new Gap(7, 41)),
            new HistoryPage("h", "lobby", "e1", EVENTS, 42, 47, true, true),
            new HistoryPage(null, "lobby", "e1", List.of(), 48, 47, true, false),
            EVENTS.get(0),
            EVENTS.get(1),
            EVENTS.get(2),
            EVENTS.get(3),
            EVENTS.get(4),
            EVENTS.get(5),
            new Ack("r", "lobby", 42, TIME, false, false),
            new Ack("r", "lobby", 42, TIME, true, false),
            new Ack("r", "lobby", 0, null, false, true),
            new Ack("r", "lobby", 0, null, true, true),
            new Ack("r", "lobby", 0, null, false, false),
            new Ack(null, "lobby", 0, null, false, false),
            new Heartbeat(List.of()),
            new Heartbeat(List.of(new RoomSeq("lobby", 42), new RoomSeq("other", 0))),
            new Heartbeat(List.of(), List.of(new ServerMessage.RoomMembers("lobby", 248))),
            new Pong(null),
            new Pong("p"),
            new GoAway(5_000, "restarting"),
            Failure.of(ErrorCode.BAD_REQUEST, null, null),
            Failure.of(ErrorCode.NOT_JOINED, "r", "lobby"),
            new Failure("r", "rate_limited", "Too fast.", "lobby", 1_500, List.of()),
            new Failure("h", "unsupported_version", "Use one of the versions listed.", null, 0, List.of(1)));

    private Samples() {}

    private static Welcome welcome(@Nullable String token) {
        return new Welcome(
                "h",
                1,
                new User("u_7f", "David", true),
                token,
                "session",
                new Server("parley", "0.1.0", "n1", true),
                TIME,
                25_000,
                List.of("search"),
                new Limits(65_536, 4_000, 32, 100, 200, 200, 1_000, 86_400_000, 10, 30),
                List.of(new RoomInfo("lobby", "Lobby", "public")));
    }
}
