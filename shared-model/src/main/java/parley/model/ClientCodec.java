package parley.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
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

/** Text to and from {@link ClientMessage}. Stateless; any thread. */
public final class ClientCodec {
    private ClientCodec() {}

    /** A text that is a JSON object with a type and a well-formed ref or none; its other fields are not checked yet. */
    public static final class Request {
        private final String type;
        private final @Nullable String ref;
        private final Fields fields;

        private Request(String type, @Nullable String ref, Fields fields) {
            this.type = type;
            this.ref = ref;
            this.fields = fields;
        }

        /** The field {@code type}; any string. */
        public String type() {
            return type;
        }

        /** The field {@code ref}, or null. */
        public @Nullable String ref() {
            return ref;
        }

        /**
         * Checks the fields of the type.
         *
         * @throws ProtocolException {@code unknown_type}, or {@code bad_request} for a missing or wrongly typed field
         */
        public ClientMessage decode() throws ProtocolException {
            return switch (type) {
                case "hello" -> hello();
                case "join" -> new Join(room(), position(room(), fields), limit(), ref);
                case "leave" -> new Leave(room(), ref);
                case "message" -> new Send(room(), fields.string("message"), requiredRef());
                case "edit" -> new Edit(room(), fields.integer("target"), fields.string("message"), requiredRef());
                case "delete" -> new Delete(room(), fields.integer("target"), requiredRef());
                case "history" -> history();
                case "ping" -> new Ping(ref);
                default -> throw new ProtocolException(ErrorCode.UNKNOWN_TYPE, ErrorCode.UNKNOWN_TYPE.sentence(), ref);
            };
        }

        private Hello hello() throws ProtocolException {
            long version = fields.integer("version");
            if (version != 1) {
                return new Hello(version, null, null, null, null, List.of(), ref);
            }
            String username = fields.optionalString("username");
            String token = fields.optionalString("token");
            if (username == null && token == null) {
                throw fields.bad("A hello needs a username or a token.");
            }
            return new Hello(
                    version,
                    username,
                    token,
                    fields.optionalString("session"),
                    fields.optionalString("client"),
                    positions(),
                    ref);
        }

        private List<Position> positions() throws ProtocolException {
            JsonArray list = fields.array("resume");
            if (list.size() > Limit.RESUME.value()) {
                throw fields.bad("At most " + Limit.RESUME.value() + " rooms can be resumed at once.");
            }
            List<Position> positions = new ArrayList<>(list.size());
            for (JsonElement element : list) {
                Fields entry = fields.element("resume", element);
                String room = room(entry);
                if (positions.stream().anyMatch(p -> p.room().equals(room))) {
                    throw fields.bad("A room is resumed twice.");
                }
                Position position = position(room, entry);
                if (position == null) {
                    throw fields.bad("A position needs epoch and seq.");
                }
                positions.add(position);
            }
            return List.copyOf(positions);
        }

        private @Nullable Position position(String room, Fields from) throws ProtocolException {
            String epoch = from.optionalString("epoch");
            Long seq = from.optionalInteger("seq");
            String timestamp = from.optionalString("timestamp");
            if ((epoch == null) != (seq == null) || (epoch == null && timestamp != null)) {
                throw from.bad("A position needs both epoch and seq.");
            }
            return epoch == null || seq == null ? null : new Position(room, epoch, seq, timestamp);
        }

        private History history() throws ProtocolException {
            Direction direction = Direction.NEWEST;
            long at = 0;
            for (Direction candidate : new Direction[] {Direction.BEFORE, Direction.AFTER, Direction.AROUND}) {
                Long value = fields.optionalInteger(wire(candidate));
                if (value == null) {
                    continue;
                }
                if (direction != Direction.NEWEST) {
                    throw fields.bad("Give one of before, after and around.");
                }
                if (value == 0 && candidate != Direction.AFTER) {
                    throw fields.bad("The field " + wire(candidate) + " must be at least 1.");
                }
                direction = candidate;
                at = value;
            }
            return new History(room(), direction, at, limit(), ref);
        }

        private int limit() throws ProtocolException {
            Long limit = fields.optionalInteger("limit");
            if (limit == null) {
                return Limit.HISTORY_DEFAULT.value();
            }
            if (limit < 1 || limit > Limit.HISTORY_LIMIT.value()) {
                throw fields.bad("The field limit must be 1 to " + Limit.HISTORY_LIMIT.value() + ".");
            }
            return limit.intValue();
        }

        private String room() throws ProtocolException {
            return room(fields);
        }

        private static String room(Fields from) throws ProtocolException {
            String room = from.string("room");
            if (!RoomId.isValid(room)) {
                throw from.bad(
                        "A room id has 1 to 64 characters a-z, 0-9, '_', '.', '-' and starts with a letter or digit.");
            }
            return room;
        }

        private String requiredRef() throws ProtocolException {
            if (ref == null) {
                throw fields.bad("The field ref is missing. Use a new UUID for every write.");
            }
            return ref;
        }
    }

    /**
     * The first step: a JSON object with a {@code type}.
     *
     * @param text one WebSocket message
     * @throws ProtocolException {@code bad_request}
     */
    public static Request read(String text) throws ProtocolException {
        JsonObject object = StrictJson.object(text);
        String ref = new Fields(object, null).optionalString("ref");
        if (ref != null && !isRef(ref)) {
            throw new ProtocolException(ErrorCode.BAD_REQUEST, "A ref has 1 to 64 characters U+0020 to U+007E.", null);
        }
        Fields fields = new Fields(object, ref);
        return new Request(fields.string("type"), ref, fields);
    }

    /** Both steps at once, see {@link #read} and {@link Request#decode}. */
    public static ClientMessage decode(String text) throws ProtocolException {
        return read(text).decode();
    }

    /** The text of a message, without line breaks. */
    public static String encode(ClientMessage message) {
        Json json = new Json().begin();
        if (message instanceof Hello m) {
            json.put("type", "hello").put("version", m.version());
            json.put("username", m.username()).put("token", m.token());
            json.put("session", m.session()).put("client", m.client());
            if (!m.resume().isEmpty()) {
                json.list("resume", m.resume(), ClientCodec::position);
            }
        } else if (message instanceof ClientMessage.InRoom m) {
            inRoom(json, m);
        } else {
            json.put("type", "ping");
        }
        return json.put("ref", message.ref()).end();
    }

    private static void inRoom(Json json, ClientMessage.InRoom message) {
        if (message instanceof Join m) {
            json.put("type", "join").put("room", m.room());
            Position at = m.at();
            if (at != null) {
                json.put("epoch", at.epoch()).put("seq", at.seq()).put("timestamp", at.timestamp());
            }
            json.put("limit", m.limit());
        } else if (message instanceof Send m) {
            json.put("type", "message").put("room", m.room()).put("message", m.message());
        } else if (message instanceof Edit m) {
            json.put("type", "edit").put("room", m.room()).put("target", m.target());
            json.put("message", m.message());
        } else if (message instanceof Delete m) {
            json.put("type", "delete").put("room", m.room()).put("target", m.target());
        } else if (message instanceof History m) {
            json.put("type", "history").put("room", m.room());
            if (m.direction() != Direction.NEWEST) {
                json.put(wire(m.direction()), m.at());
            }
            json.put("limit", m.limit());
        } else {
            json.put("type", "leave").put("room", message.room());
        }
    }

    private static void position(Json json, Position position) {
        json.put("room", position.room()).put("epoch", position.epoch());
        json.put("seq", position.seq()).put("timestamp", position.timestamp());
    }

    private static String wire(Direction direction) {
        return direction.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static boolean isRef(String ref) {
        for (int i = 0; i < ref.length(); i++) {
            if (ref.charAt(i) < 0x20 || ref.charAt(i) > 0x7E) {
                return false;
            }
        }
        return !ref.isEmpty() && ref.length() <= Limit.REF_LENGTH.value();
    }
}
