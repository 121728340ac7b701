package parley.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
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
import parley.model.ServerMessage.RoomMembers;
import parley.model.ServerMessage.RoomSeq;
import parley.model.ServerMessage.Server;
import parley.model.ServerMessage.UnknownReply;
import parley.model.ServerMessage.User;
import parley.model.ServerMessage.Welcome;

/**
 * Text to and from {@link ServerMessage}. Stateless; any thread. In {@code joined} and {@code history} the list
 * {@code events} is written last, so that a server may put encoded events into it.
 */
public final class ServerCodec {
    private ServerCodec() {}

    /** The text of a message, without line breaks. */
    public static String encode(ServerMessage message) {
        Json json = new Json().begin();
        if (message instanceof Event event) {
            event(json, event);
        } else if (message instanceof Ack m) {
            ack(json, m);
        } else if (message instanceof Joined m) {
            joined(json, m);
        } else if (message instanceof HistoryPage m) {
            history(json, m);
        } else if (message instanceof Welcome m) {
            welcome(json, m);
        } else if (message instanceof Heartbeat m) {
            json.put("type", "heartbeat");
            json.list("seqs", m.seqs(), (j, s) -> j.put("room", s.room()).put("seq", s.seq()));
            if (!m.members().isEmpty()) {
                json.list(
                        "members",
                        m.members(),
                        (j, r) -> j.put("room", r.room()).put("members", r.members()));
            }
        } else if (message instanceof Pong m) {
            json.put("type", "pong").put("ref", m.ref());
        } else if (message instanceof GoAway m) {
            json.put("type", "goaway").put("in", m.inMs()).put("reason", m.reason());
        } else if (message instanceof Failure m) {
            failure(json, m);
        } else if (message instanceof UnknownReply m) {
            json.put("type", m.type());
        }
        return json.end();
    }

    /**
     * Reads what a server of this or a later version sent.
     *
     * @throws ProtocolException when a message of a known type breaks the protocol
     */
    public static ServerMessage decode(String text) throws ProtocolException {
        JsonObject object = StrictJson.object(text);
        Fields fields = new Fields(object, null);
        String type = fields.string("type");
        String ref = fields.optionalString("ref");
        return switch (type) {
            case "welcome" -> welcome(fields);
            case "joined" -> joined(fields);
            case "history" ->
                new HistoryPage(
                        ref,
                        fields.string("room"),
                        fields.string("epoch"),
                        events(fields),
                        fields.integer("from"),
                        fields.integer("to"),
                        fields.flag("moreBefore"),
                        fields.flag("moreAfter"));
            case "ack" -> {
                Long seq = fields.optionalInteger("seq");
                yield new Ack(
                        ref,
                        fields.string("room"),
                        seq == null ? 0 : seq,
                        fields.optionalString("timestamp"),
                        fields.flag("duplicate"),
                        fields.flag("unchanged"));
            }
            case "heartbeat" -> heartbeat(fields);
            case "pong" -> new Pong(ref);
            case "goaway" -> new GoAway(fields.number("in"), fields.string("reason"));
            case "error" -> failure(fields);
            default -> other(type, fields);
        };
    }

    private static void ack(Json json, Ack m) {
        json.put("type", "ack").put("ref", m.ref()).put("room", m.room());
        if (m.seq() > 0) {
            json.put("seq", m.seq()).put("timestamp", m.timestamp());
        }
        json.flag("duplicate", m.duplicate()).flag("unchanged", m.unchanged());
    }

    private static void failure(Json json, Failure m) {
        json.put("type", "error").put("code", m.code()).put("message", m.message());
        json.put("ref", m.ref()).put("room", m.room());
        if (m.retryAfter() > 0) {
            json.put("retryAfter", m.retryAfter());
        }
        if (!m.versions().isEmpty()) {
            json.integers("versions", m.versions());
        }
    }

    private static void event(Json json, Event event) {
        if (event instanceof Event.Message m) {
            json.put("type", "message").put("room", m.room()).put("seq", m.seq());
            json.put("username", m.username()).put("user", m.user()).put("message", m.message());
            json.put("timestamp", m.timestamp()).put("ref", m.ref());
            json.put("edited", m.deleted() ? null : m.edited()).flag("deleted", m.deleted());
        } else if (event instanceof Event.Edited m) {
            json.put("type", "edited").put("room", m.room()).put("seq", m.seq()).put("target", m.target());
            json.put("message", m.message()).put("username", m.username()).put("user", m.user());
            json.put("timestamp", m.timestamp()).put("ref", m.ref());
        } else if (event instanceof Event.Deleted m) {
            json.put("type", "deleted")
                    .put("room", m.room())
                    .put("seq", m.seq())
                    .put("target", m.target());
            json.put("username", m.username()).put("user", m.user());
            json.put("timestamp", m.timestamp()).put("ref", m.ref());
        } else if (event instanceof Event.Unknown m) {
            json.put("type", m.type()).put("room", m.room()).put("seq", m.seq());
        }
    }

    private static ServerMessage other(String type, Fields fields) throws ProtocolException {
        boolean isEvent = fields.optionalInteger("seq") != null && fields.optionalString("room") != null;
        return isEvent ? event(type, fields) : new UnknownReply(type);
    }

    private static Event event(String type, Fields fields) throws ProtocolException {
        String room = fields.string("room");
        long seq = fields.integer("seq");
        return switch (type) {
            case "message" ->
                new Event.Message(
                        room,
                        seq,
                        fields.string("username"),
                        fields.string("user"),
                        fields.flag("deleted") ? null : fields.string("message"),
                        fields.string("timestamp"),
                        fields.string("ref"),
                        fields.optionalString("edited"));
            case "edited" ->
                new Event.Edited(
                        room,
                        seq,
                        fields.integer("target"),
                        fields.optionalString("message"),
                        fields.string("username"),
                        fields.string("user"),
                        fields.string("timestamp"),
                        fields.string("ref"));
            case "deleted" ->
                new Event.Deleted(
                        room,
                        seq,
                        fields.integer("target"),
                        fields.string("username"),
                        fields.string("user"),
                        fields.string("timestamp"),
                        fields.string("ref"));
            default -> new Event.Unknown(room, seq, type);
        };
    }

    private static List<Event> events(Fields fields) throws ProtocolException {
        List<Event> events = new ArrayList<>();
        for (JsonElement element : fields.array("events")) {
            Fields event = fields.element("events", element);
            events.add(event(event.string("type"), event));
        }
        return List.copyOf(events);
    }

    private static void joined(Json json, Joined m) {
        json.put("type", "joined").put("ref", m.ref()).put("room", m.room()).put("epoch", m.epoch());
        json.put("seq", m.seq())
                .put("timestamp", m.timestamp())
                .put("from", m.from())
                .put("to", m.to());
        json.put("moreBefore", m.moreBefore()).put("members", m.members()).flag("reset", m.reset());
        Gap gap = m.gap();
        if (gap != null) {
            json.object("gap", () -> json.put("from", gap.from()).put("to", gap.to()));
        }
        json.list("events", m.events(), ServerCodec::event);
    }

    private static Joined joined(Fields fields) throws ProtocolException {
        Fields gap = fields.optionalChild("gap");
        return new Joined(
                fields.optionalString("ref"),
                fields.string("room"),
                fields.string("epoch"),
                fields.integer("seq"),
                fields.optionalString("timestamp"),
                events(fields),
                fields.integer("from"),
                fields.integer("to"),
                fields.flag("moreBefore"),
                fields.number("members"),
                fields.flag("reset"),
                gap == null ? null : new Gap(gap.integer("from"), gap.integer("to")));
    }

    private static void history(Json json, HistoryPage m) {
        json.put("type", "history").put("ref", m.ref()).put("room", m.room()).put("epoch", m.epoch());
        json.put("from", m.from()).put("to", m.to());
        json.put("moreBefore", m.moreBefore()).put("moreAfter", m.moreAfter());
        json.list("events", m.events(), ServerCodec::event);
    }

    private static void welcome(Json json, Welcome m) {
        json.put("type", "welcome").put("ref", m.ref()).put("version", m.version());
        json.object(
                "user",
                () -> json.put("id", m.user().id())
                        .put("username", m.user().username())
                        .put("guest", m.user().guest()));
        json.put("token", m.token()).put("session", m.session());
        json.object(
                "server",
                () -> json.put("name", m.server().name())
                        .put("version", m.server().version())
                        .put("node", m.server().node())
                        .put("durable", m.server().durable()));
        json.put("time", m.time()).put("heartbeat", m.heartbeat()).strings("features", m.features());
        Limits limits = m.limits();
        json.object(
                "limits",
                () -> json.put("messageBytes", limits.messageBytes())
                        .put("messageLength", limits.messageLength())
                        .put("nameLength", limits.nameLength())
                        .put("historyLimit", limits.historyLimit())
                        .put("catchUp", limits.catchUp())
                        .put("resume", limits.resume())
                        .put("joined", limits.joined())
                        .put("retryKeyMs", limits.retryKeyMs())
                        .put("messagesPerSecond", limits.messagesPerSecond())
                        .put("messagesBurst", limits.messagesBurst()));
        json.list(
                "rooms",
                m.rooms(),
                (j, r) -> j.put("room", r.room()).put("title", r.title()).put("kind", r.kind()));
    }

    private static Welcome welcome(Fields fields) throws ProtocolException {
        Fields user = fields.child("user");
        Fields server = fields.child("server");
        Fields limits = fields.child("limits");
        List<RoomInfo> rooms = new ArrayList<>();
        for (JsonElement element : fields.array("rooms")) {
            Fields room = fields.element("rooms", element);
            rooms.add(new RoomInfo(room.string("room"), room.string("title"), room.string("kind")));
        }
        return new Welcome(
                fields.optionalString("ref"),
                fields.number("version"),
                new User(user.string("id"), user.string("username"), user.flag("guest")),
                fields.optionalString("token"),
                fields.string("session"),
                new Server(
                        server.string("name"), server.string("version"), server.string("node"), server.flag("durable")),
                fields.string("time"),
                fields.number("heartbeat"),
                fields.strings("features"),
                new Limits(
                        limits.number("messageBytes"),
                        limits.number("messageLength"),
                        limits.number("nameLength"),
                        limits.number("historyLimit"),
                        limits.number("catchUp"),
                        limits.number("resume"),
                        limits.number("joined"),
                        limits.number("retryKeyMs"),
                        limits.number("messagesPerSecond"),
                        limits.number("messagesBurst")),
                List.copyOf(rooms));
    }

    private static Heartbeat heartbeat(Fields fields) throws ProtocolException {
        List<RoomSeq> seqs = new ArrayList<>();
        for (JsonElement element : fields.array("seqs")) {
            Fields entry = fields.element("seqs", element);
            seqs.add(new RoomSeq(entry.string("room"), entry.integer("seq")));
        }
        List<RoomMembers> members = new ArrayList<>();
        for (JsonElement element : fields.array("members")) {
            Fields entry = fields.element("members", element);
            members.add(new RoomMembers(entry.string("room"), (int) entry.integer("members")));
        }
        return new Heartbeat(List.copyOf(seqs), List.copyOf(members));
    }

    private static Failure failure(Fields fields) throws ProtocolException {
        Long retryAfter = fields.optionalInteger("retryAfter");
        return new Failure(
                fields.optionalString("ref"),
                fields.string("code"),
                fields.string("message"),
                fields.optionalString("room"),
                retryAfter == null ? 0 : retryAfter,
                fields.numbers("versions"));
    }
}
