package parley.server.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;

/**
 * Java-WebSocket's decoder and its way of putting messages together, with the guards that ours has and it has not: binary is
 * refused, and the size of a message is judged at each fragment.
 */
final class DraftOracle {
    private final int most;
    private final List<String> said = new ArrayList<>();
    private final Draft_6455 draft;
    private final WebSocketImpl socket;
    private int messageBytes;

    DraftOracle(int most) {
        this.most = most;
        draft = new Draft_6455(List.of(), most);
        socket = new WebSocketImpl(new DraftListener(said), draft);
    }

    /** What it says to each chunk, up to a close or an error; an error takes the frames before it in its chunk away. */
    List<String> read(List<byte[]> chunks) {
        try {
            for (byte[] chunk : chunks) {
                for (Framedata frame : draft.translateFrame(ByteBuffer.wrap(chunk))) {
                    take(frame);
                    if (frame.getOpcode() == Opcode.CLOSING) {
                        return said;
                    }
                }
            }
        } catch (InvalidDataException | NullPointerException e) {
            // Null: a reason that is not UTF-8.
            said.add("error");
        }
        return said;
    }

    /** Slower, but errors take nothing away, and frames without a mask, which it takes from a client too, are refused. */
    List<String> readByteByByte(byte[] stream) {
        int frameAt = 0;
        for (int i = 0; i < stream.length && !isOver(); i++) {
            List<Framedata> frames = List.of();
            try {
                frames = draft.translateFrame(ByteBuffer.wrap(stream, i, 1));
                for (Framedata frame : frames) {
                    if (stream[frameAt + 1] >= 0) {
                        throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR);
                    }
                    take(frame);
                }
            } catch (InvalidDataException | NullPointerException e) {
                said.add("error");
            }
            frameAt = frames.isEmpty() ? frameAt : i + 1;
        }
        return said;
    }

    private boolean isOver() {
        String last = said.isEmpty() ? "" : said.get(said.size() - 1);
        return last.equals("error") || last.startsWith("close ");
    }

    /** Ours as it would say it, where it is wrong about close frames: half a code becomes 1002, see {@link ClosePayload} too. */
    static String inItsWords(String ours) {
        return switch (ours) {
            case "close 1005 " -> "close 1000 ";
            case "close 1002 ", "close 1007 " -> "error";
            default -> ours;
        };
    }

    private void take(Framedata frame) throws InvalidDataException {
        switch (frame.getOpcode()) {
            case CLOSING -> said.add(close((CloseFrame) frame));
            case BINARY -> throw new InvalidDataException(CloseFrame.REFUSE);
            case TEXT, CONTINUOUS -> takeData(frame);
            default -> draft.processFrame(socket, frame);
        }
    }

    private static String close(CloseFrame frame) {
        return inItsWords("close " + frame.getCloseCode() + " " + frame.getMessage());
    }

    private void takeData(Framedata frame) throws InvalidDataException {
        messageBytes += frame.getPayloadData().remaining();
        if (messageBytes > most) {
            throw new InvalidDataException(CloseFrame.TOOBIG);
        }
        if (frame.isFin()) {
            messageBytes = 0;
        }
        draft.processFrame(socket, frame);
    }
}
