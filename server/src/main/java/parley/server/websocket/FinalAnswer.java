package parley.server.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
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
    private final ByteBuffer answer;
    private final TimerHandle deadline;
    private boolean said;

    private FinalAnswer(LoopSocket socket, byte[] answer) {
        this.socket = socket;
        this.answer = ByteBuffer.wrap(answer);
        deadline = socket.loop().schedule(LINGER_MS, this::close);
    }

    /** Takes the socket over. */
    static void give(LoopSocket socket, byte[] answer) {
        socket.handler(new FinalAnswer(socket, answer));
        socket.flushLater();
    }

    @Override
    public void onReadable() throws IOException {
        if (socket.read(socket.loop().readBuffer()) < 0) {
            close();
        }
    }

    @Override
    public void flush() throws IOException {
        socket.write(answer);
        socket.wantWrite(answer.hasRemaining());
        if (!answer.hasRemaining() && !said) {
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
