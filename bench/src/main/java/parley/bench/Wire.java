package parley.bench;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How a server wants to be spoken to. The text of every event has {@code "message":"…"} in it, as JSON. */
enum Wire {
    /** Parley's own protocol; the peers that are written for this bench speak as much of it as the load needs. */
    PARLEY("/ws") {
        @Override
        String hello(String name) {
            return "{\"type\":\"hello\",\"version\":1,\"username\":\"" + name + "\"}";
        }

        @Override
        String join(String room) {
            return "{\"type\":\"join\",\"room\":\"" + room + "\",\"limit\":1}";
        }

        @Override
        String message(String room, String text, String ref) {
            return "{\"type\":\"message\",\"room\":\"" + room + "\",\"message\":\"" + text + "\",\"ref\":\"" + ref
                    + "\"}";
        }

        @Override
        Kind kind(ByteBuffer utf8, int from, int length) {
            return switch (utf8.get(from + "{\"type\":\"".length())) {
                case 'w', 'j' -> Kind.ARRIVAL;
                // An ack comes beside the own event.
                case 'a', 'h' -> Kind.OTHER;
                default -> Kind.REFUSAL;
            };
        }

        @Override
        @Nullable
        String answer(ByteBuffer utf8, int from, int length) {
            return null;
        }
    },

    /** Socket.IO 4 (Engine.IO 4 over a WebSocket): a digit or two, then JSON. */
    SOCKET_IO("/socket.io/?EIO=4&transport=websocket") {
        @Override
        String hello(String name) {
            return "40";
        }

        @Override
        String join(String room) {
            return "42[\"join\",{\"room\":\"" + room + "\"}]";
        }

        @Override
        String message(String room, String text, String ref) {
            return "42[\"message\",{\"room\":\"" + room + "\",\"message\":\"" + text + "\",\"ref\":\"" + ref + "\"}]";
        }

        @Override
        Kind kind(ByteBuffer utf8, int from, int length) {
            byte type = utf8.get(from);
            if (type != '4') {
                return type == '0' || type == '2' ? Kind.OTHER : Kind.REFUSAL;
            }
            byte packet = utf8.get(from + 1);
            return packet == '0' || packet == '2' ? Kind.ARRIVAL : Kind.REFUSAL;
        }

        @Override
        @Nullable
        String answer(ByteBuffer utf8, int from, int length) {
            return utf8.get(from) == '2' ? "3" : null;
        }
    };

    private final String path;

    Wire(String path) {
        this.path = path;
    }

    /** What a text is that is no event. */
    enum Kind {
        /** The answer to a hello or a join. */
        ARRIVAL,
        /** Nothing to this load. */
        OTHER,
        /** Something that does not belong here. */
        REFUSAL
    }

    /** Where the WebSocket is. */
    String path() {
        return path;
    }

    abstract String hello(String name);

    abstract String join(String room);

    abstract String message(String room, String text, String ref);

    abstract Kind kind(ByteBuffer utf8, int from, int length);

    /** What has to be said to this text, null for nothing. */
    abstract @Nullable String answer(ByteBuffer utf8, int from, int length);
}
