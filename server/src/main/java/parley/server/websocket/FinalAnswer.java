package parley.server.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import parley.server.loop.LoopSocket;
import parley.server.loop.SocketHandler;
import parley.server.loop.TimerHandle;

/**
 * Writes one last answer and closes. Reads and forgets what the peer still sends meanwhile, for 2 s at most: closing with
 * unread bytes would reset the connection, and the peer might never see the answer (RFC 9112 §9.6).
 */
final class FinalAnswer implements SocketHandler {
    private static final long LINGER_MS = 2_000;

    private final LoopSocket socket;
    private final Writing answer;
    private final TimerHandle deadline;
    private boolean said;

    private FinalAnswer(LoopSocket socket, List<ByteBuffer> answer) {
        this.socket = socket;
        this.answer = new Writing(socket, answer);
        deadline = socket.loop().schedule(LINGER_MS, this::close);
        socket.handler(this);
        socket.wantRead(true);
        socket.flushLater();
    }

    /** Takes the socket over. */
    static void give(LoopSocket socket, byte[] answer) {
        new FinalAnswer(socket, List.of(ByteBuffer.wrap(answer)));
    }

    /** The same for an answer that was written by somebody else. */
    static void said(LoopSocket socket) {
        new FinalAnswer(socket, List.of());
    }

    @Override
    public void onReadable() throws IOException {
        if (socket.read(socket.loop().readBuffer()) < 0) {
            close();
        }
    }

    @Override
    public void flush() throws IOException {
        if (answer.proceed() && !said) {
            said = true;
            socket.shutdownOutput();
        }
    }

    @Override
    public void onFailure(Throwable cause) {
        close();
    }

    @Override
    public void onStop() {
        close();
    }

    private void close() {
        deadline.cancel();
        socket.close();
    }
}
