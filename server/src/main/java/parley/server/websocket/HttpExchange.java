package parley.server.websocket;

import java.io.IOException;
import java.net.InetAddress;
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
    private final InetAddress address;
    private final Desk desk;
    private final TimerHandle deadline;
    private boolean hasTurn;
    private @Nullable Writing writing;
    private HttpService.@Nullable Response response;
    private boolean stopping;

    /** What becomes of the connection. */
    interface Next {
        /** It may ask again. */
        void again(LoopSocket socket, byte[] unread);
    }

    /** What all exchanges of a loop share. */
    record Desk(Limits limits, HttpService service, HttpTurns turns, Next next) {}

    private HttpExchange(LoopSocket socket, InetAddress address, Desk desk) {
        this.socket = socket;
        this.address = address;
        this.desk = desk;
        deadline = socket.loop().schedule(desk.limits().amount(Bound.EXCHANGE_MS), this::late);
    }

    /**
     * Takes the socket over, and asks as soon as it is this address' turn.
     *
     * @param address whose turn it must be, see {@link HttpTurns}
     * @param read the head of the request and what came behind it
     */
    static void begin(LoopSocket socket, InetAddress address, Desk desk, byte[] read) {
        HttpExchange exchange = new HttpExchange(socket, address, desk);
        socket.handler(exchange);
        socket.wantRead(false);
        if (!desk.turns().enter(address, () -> exchange.ask(read))) {
            exchange.turnAway();
        }
    }

    private void turnAway() {
        deadline.cancel();
        desk.limits().reached(Bound.WAITING_REQUESTS);
        FinalAnswer.give(socket, Refusal.BUSY.response());
    }

    private boolean ask(byte[] read) {
        if (!isGoingOn()) {
            return false;
        }
        hasTurn = true;
        desk.service()
                .answer(
                        read,
                        socket.remote(),
                        whole -> socket.loop().execute(() -> socket.guard("http", () -> answer(whole))));
        return true;
    }

    private void answer(HttpService.Response whole) {
        if (isGoingOn()) {
            response = whole;
            writing = new Writing(socket, whole.bytes());
            socket.flushLater();
        }
    }

    private boolean isGoingOn() {
        return socket.isOpen() && socket.handler() == this;
    }

    @Override
    public void onReadable() {
        // Not wanted before the response is written.
    }

    @Override
    public void flush() throws IOException {
        if (writing == null || response == null) {
            return;
        }
        boolean written = writing.proceed();
        // The rest is up to the reader, and holds nobody up.
        endTurn();
        if (!written) {
            return;
        }
        deadline.cancel();
        if (response.keepAlive() && !stopping) {
            socket.wantRead(true);
            desk.next().again(socket, response.unread());
        } else {
            FinalAnswer.said(socket);
        }
    }

    private void late() {
        desk.limits().reached(Bound.EXCHANGE_MS);
        close();
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
        endTurn();
    }

    private void endTurn() {
        if (hasTurn) {
            hasTurn = false;
            desk.turns().leave(address);
        }
    }
}
