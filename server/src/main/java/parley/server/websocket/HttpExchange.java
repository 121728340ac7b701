package parley.server.websocket;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.loop.LoopSocket;
import parley.server.loop.SocketHandler;
import parley.server.loop.TimerHandle;

/**
 * One request, from its head to the last byte of its response, within a deadline however slowly the peer reads. The peer is
 * not read from meanwhile: what it sends waits for the next request's turn. Loop thread.
 */
final class HttpExchange implements SocketHandler {
    private final LoopSocket socket;
    private final Limits limits;
    private final Next next;
    private final TimerHandle deadline;
    private @Nullable Writing writing;
    private HttpService.@Nullable Response response;
    private boolean stopping;

    /** What becomes of the connection. */
    interface Next {
        /** It may ask again. */
        void again(LoopSocket socket, byte[] unread);
    }

    private HttpExchange(LoopSocket socket, Limits limits, Next next) {
        this.socket = socket;
        this.limits = limits;
        this.next = next;
        deadline = socket.loop().schedule(limits.amount(Bound.EXCHANGE_MS), this::late);
    }

    /** Takes the socket over, and asks. */
    static void begin(LoopSocket socket, Limits limits, HttpService service, byte[] read, Next next) {
        HttpExchange exchange = new HttpExchange(socket, limits, next);
        socket.handler(exchange);
        socket.wantRead(false);
        service.answer(
                read,
                socket.remote(),
                response -> socket.loop().execute(() -> socket.guard("http", () -> exchange.answer(response))));
    }

    private void answer(HttpService.Response whole) {
        if (socket.handler() == this) {
            response = whole;
            writing = new Writing(socket, whole.bytes());
            socket.flushLater();
        }
    }

    @Override
    public void onReadable() {
        // Not wanted before the response is written.
    }

    @Override
    public void flush() throws IOException {
        if (writing == null || response == null || !writing.proceed()) {
            return;
        }
        deadline.cancel();
        if (response.keepAlive() && !stopping) {
            socket.wantRead(true);
            next.again(socket, response.unread());
        } else {
            FinalAnswer.said(socket);
        }
    }

    private void late() {
        limits.reached(Bound.EXCHANGE_MS);
        socket.close();
    }

    @Override
    public void onFailure(Throwable cause) {
        close();
    }

    @Override
    public void onStop() {
        stopping = true;
        if (response == null) {
            close();
        }
    }

    private void close() {
        deadline.cancel();
        socket.close();
    }
}
