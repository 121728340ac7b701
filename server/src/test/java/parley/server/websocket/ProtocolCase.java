package parley.server.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client sends, and what an echo server has to answer.
 *
 * @param id as in the public Autobahn test suite
 * @param sent written in turn, with a pause after those that ask for one
 * @param expected what has to come before the end
 * @param lenient what may come instead; that is then counted as not strict
 * @param end how it has to end
 */
record ProtocolCase(String id, List<Bytes> sent, List<Answer> expected, List<List<Answer>> lenient, End end) {
    /**
     * Bytes for the wire.
     *
     * @param chop how many of them go out at a time
     * @param pauseMs until what follows is sent
     */
    record Bytes(byte[] bytes, int chop, int pauseMs) {}

    /** A frame that the server sends. */
    record Answer(int opcode, String payload) {
        static Answer of(int opcode, byte[] payload) {
            // One character for each byte, so that it can be compared and shown.
            return new Answer(opcode, new String(payload, StandardCharsets.ISO_8859_1));
        }
    }

    /** How a connection ends. */
    enum End {
        /** The client closes with 1000 when it has what it expected; the server answers that. */
        CLOSED_BY_CLIENT,
        /** The close frame is among what is sent; it is answered by 1000, or by the code that was sent. */
        ANSWERED,
        /** The server closes with 1002, or cuts. */
        PROTOCOL_ERROR,
        /** The server closes with 1007. */
        INVALID_PAYLOAD,
        /** With 1002 or 1007, or cuts. */
        EITHER_ERROR,
        /** Whatever it does. */
        ANY
    }

    /** Builds one. */
    static final class Builder {
        private final String id;
        private final List<Bytes> sent = new ArrayList<>();
        private final List<Answer> expected = new ArrayList<>();
        private final List<List<Answer>> lenient = new ArrayList<>();
        private int chop = Integer.MAX_VALUE;

        Builder(String id) {
            this.id = id;
        }

        /** From now on so many bytes at a time. */
        Builder chops(int bytes) {
            chop = bytes;
            return this;
        }

        Builder bytes(byte[] bytes) {
            sent.add(new Bytes(bytes, chop, 0));
            return this;
        }

        Builder frame(int first, byte[] payload) {
            return bytes(RawClient.frame(first, payload));
        }

        Builder frame(int first, String payload) {
            return frame(first, payload.getBytes(StandardCharsets.UTF_8));
        }

        /** A close frame with a code. */
        Builder close(int code, String reason) {
            return bytes(RawClient.closeFrame(code, reason));
        }

        /** A whole message in frames of so many bytes. */
        Builder fragments(int opcode, byte[] payload, int size) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int from = 0; from == 0 || from < payload.length; from += size) {
                int length = Math.min(size, payload.length - from);
                byte[] part = new byte[length];
                System.arraycopy(payload, from, part, 0, length);
                int fin = from + length == payload.length ? 0x80 : 0;
                all.writeBytes(RawClient.frame(fin | (from == 0 ? opcode : Opcode.CONTINUATION), part));
            }
            return bytes(all.toByteArray());
        }

        Builder pause(int ms) {
            Bytes last = sent.remove(sent.size() - 1);
            sent.add(new Bytes(last.bytes(), last.chop(), ms));
            return this;
        }

        Builder expect(int opcode, byte[] payload) {
            expected.add(Answer.of(opcode, payload));
            return this;
        }

        Builder expect(int opcode, String payload) {
            return expect(opcode, payload.getBytes(StandardCharsets.UTF_8));
        }

        /** Nothing of what is expected need come. */
        Builder orNothing() {
            lenient.add(List.of());
            return this;
        }

        ProtocolCase ends(End end) {
            return new ProtocolCase(id, List.copyOf(sent), List.copyOf(expected), List.copyOf(lenient), end);
        }
    }

    /** Close codes that end it rightly; 0 for a connection that just ends. */
    List<Integer> codes(int sentCode) {
        return switch (end) {
            case CLOSED_BY_CLIENT -> List.of(1000);
            case ANSWERED -> List.of(1000, sentCode);
            case PROTOCOL_ERROR -> List.of(1002, 0);
            case INVALID_PAYLOAD -> List.of(1007);
            case EITHER_ERROR -> List.of(1002, 1007, 0);
            case ANY -> List.of();
        };
    }
}
