package parley.server.websocket;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import parley.model.CloseCode;
import parley.server.limit.AddressUse;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.loop.EventLoop;
import parley.server.loop.LoopSocket;
import parley.server.loop.SocketHandler;
import parley.server.loop.TimerHandle;

/**
 * One member's connection, from the 101 to its end. All methods on its loop's thread, except {@link #loop()},
 * {@link #id()} and {@link #remoteAddress()}. Output is bounded by bytes: who does not read is closed with 4001, and costs
 * the others nothing.
 */
public final class Connection {
    /** How far the end has come. */
    private enum State {
        OPEN,
        /** A close frame is queued. */
        CLOSING,
        /** A close frame is written; the peer may answer. */
        LINGERING,
        ENDED
    }

    private final LoopSocket socket;
    private final Peer peer;
    private final ConnectionLimits limits;
    private final Limits bounds;
    private final Traffic traffic;
    private final Outbound output;
    private final Inbound input;
    private final Liveness liveness;
    private @Nullable ConnectionListener listener;
    private @Nullable TimerHandle closeTimer;
    private State state = State.OPEN;
    private boolean peerClosed;
    private boolean deaf;

    /** Who is at the other end, and what is to be done when that is over. */
    record Peer(long id, InetAddress address, AddressUse use, Runnable onEnd) {}

    Connection(LoopSocket socket, Peer peer, Terms terms, byte[] opening) {
        this.socket = socket;
        this.peer = peer;
        limits = terms.limits();
        bounds = terms.bounds();
        traffic = terms.traffic();
        output = new Outbound(socket, terms, Frame.raw(opening));
        FrameDecoder decoder = new FrameDecoder(limits.maxMessageBytes(), limits.maxFragments(), limits.binary());
        Events events = new Events();
        input = new Inbound(socket, decoder, events);
        liveness = new Liveness(socket.loop(), limits.times(), output::ping, () -> close(CloseCode.NO_SIGN_OF_LIFE));
        socket.handler(events);
        traffic.opening();
    }

    /** Begins to listen, with what came right behind the handshake. */
    void open(ConnectionListenerFactory listeners, byte[] unread) {
        listener = listeners.open(this);
        input.accept(ByteBuffer.wrap(unread));
    }

    /**
     * Queues a frame, which is written at the end of this turn together with all others. Never blocks. When more would wait
     * than {@link #queueLimitBytes()}, one write is tried, and if that does not help, the connection is closed with 4001. No
     * effect once closing has begun.
     */
    public void send(Frame frame) {
        assert loop().onLoop();
        if (state != State.OPEN) {
            return;
        }
        if (isTooMuch(frame.bytes())) {
            writeNow();
            if (isTooMuch(frame.bytes())) {
                giveUp();
            }
            if (state != State.OPEN) {
                return;
            }
        }
        output.add(frame);
    }

    /**
     * Writes what is queued, then the close frame, for 2 s at most, and waits 2 s at most for the peer's. No effect once
     * closing has begun.
     *
     * @param code 1000, 1001, 1011 or 4000 to 4999
     * @param reason a fixed sentence of at most 123 bytes in UTF-8
     */
    public void close(int code, String reason) {
        assert loop().onLoop();
        if (state == State.OPEN) {
            beginClosing(new ClosePayload(code, reason));
        }
    }

    /** The same with the code's own sentence. */
    public void close(CloseCode code) {
        close(code.code(), code.reason());
    }

    /** Bytes that wait to be written. */
    public int queuedBytes() {
        return output.bytes();
    }

    /** How many bytes may wait before 4001. */
    public int queueLimitBytes() {
        return limits.queueLimitBytes();
    }

    /**
     * Nothing more is read from this peer, and nothing that was read is delivered, for so long; what it sends waits in its
     * own machine. A longer pause replaces a shorter one.
     *
     * @param ms 1 to 60,000
     */
    public void pauseReading(long ms) {
        assert loop().onLoop();
        if (state == State.OPEN) {
            input.pause(ms);
            liveness.excuse(ms);
        }
    }

    /** Since when it has been read from, of the loop's clock: since the handshake, or since the last pause ended. */
    public long readingSinceNanos() {
        return input.readingSinceNanos();
    }

    /**
     * Runs the task once, in a step of its own on the loop, when fewer than so many bytes wait; soon, if that is so already.
     * Never, when the connection ends before.
     */
    public void onDrained(int belowBytes, Runnable once) {
        if (state == State.OPEN) {
            output.onDrained(belowBytes, once);
        }
    }

    /** True until closing has begun on either side. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** The loop that this connection lives on. Any thread. */
    public EventLoop loop() {
        return socket.loop();
    }

    /** Unique in this process. Any thread. */
    public long id() {
        return peer.id();
    }

    /** The peer; behind a trusted proxy, the one that the proxy named. Any thread. */
    public InetAddress remoteAddress() {
        return peer.address();
    }

    /** What the peer's address has used, of everything that addresses are allowed. Any thread. */
    public AddressUse addressUse() {
        return peer.use();
    }

    /** See {@link Outbound#ride}; false, too, once closing has begun. */
    boolean ride(Broadcast.Seat seat, Run run, int firstFrame) {
        return state == State.OPEN && output.ride(seat, run, firstFrame);
    }

    /** Flushes at the end of this turn. */
    void flushLater() {
        output.flushLater();
    }

    /** Flushes within the next turns, see {@link parley.server.loop.LoopSocket#flushAfterOthers}. */
    void flushAfterOthers() {
        output.flushAfterOthers();
    }

    /** Queues what it rides. */
    void alight() {
        output.alight();
    }

    /** Writes once what is to be written. */
    void writeNow() {
        try {
            output.write();
        } catch (IOException e) {
            end();
        }
    }

    private boolean isTooMuch(int moreBytes) {
        return output.bytes() + moreBytes > limits.queueLimitBytes();
    }

    private void giveUp() {
        bounds.reached(Bound.QUEUE_BYTES);
        output.dropNotBegun();
        close(CloseCode.TOO_SLOW);
    }

    private void beginClosing(ClosePayload payload) {
        state = State.CLOSING;
        liveness.stop();
        output.add(payload.frame());
        closeTimer = socket.loop().schedule(limits.times().closeWaitMs(), () -> end());
        tell(payload.code());
        // What comes is only looked through for the peer's close frame now, but that must be read.
        input.resume();
    }

    private void closeWritten() throws IOException {
        stopCloseTimer();
        if (peerClosed) {
            end();
            return;
        }
        state = State.LINGERING;
        closeTimer = socket.loop().schedule(limits.times().closeWaitMs(), () -> end());
        if (deaf) {
            // The answer cannot be understood any more, so the end of the stream must do.
            socket.shutdownOutput();
        }
    }

    /** Now, whatever had been going on. */
    private void end() {
        if (state == State.ENDED) {
            return;
        }
        boolean unexpected = state == State.OPEN;
        state = State.ENDED;
        liveness.stop();
        input.stop();
        output.alight();
        stopCloseTimer();
        socket.close();
        traffic.ending();
        peer.onEnd().run();
        if (unexpected) {
            tell(ClosePayload.ABNORMAL);
        }
    }

    private void tell(int code) {
        traffic.close(code);
        socket.loop().execute(() -> {
            if (listener != null) {
                listener.onClosed(code);
            }
        });
    }

    private void stopCloseTimer() {
        if (closeTimer != null) {
            closeTimer.cancel();
            closeTimer = null;
        }
    }

    /** What the socket and the decoder report. */
    private final class Events implements SocketHandler, Inbound.Receiver {
        @Override
        public void onReadable() throws IOException {
            input.onReadable();
        }

        @Override
        public void flush() throws IOException {
            output.write();
            if (state == State.OPEN && isTooMuch(0)) {
                giveUp();
            }
            if (state == State.CLOSING && output.isEmpty()) {
                closeWritten();
            }
        }

        @Override
        public void onFailure(Throwable cause) {
            if (cause instanceof IOException || state != State.OPEN) {
                end();
            } else {
                // What was read and not looked at is lost, so nothing that follows could be understood.
                deaf = true;
                close(CloseCode.INTERNAL);
            }
        }

        @Override
        public void onStop() {
            close(CloseCode.RESTARTING);
        }

        @Override
        public boolean isReceiving() {
            return state != State.ENDED && !deaf && !peerClosed;
        }

        @Override
        public void read(int count) {
            if (count < 0) {
                end();
            } else {
                liveness.heard();
                traffic.read(count);
            }
        }

        @Override
        public void received(Incoming incoming) {
            if (incoming instanceof Incoming.Close close) {
                peerCloses(close.payload());
            } else if (state == State.OPEN && incoming instanceof Incoming.Text text) {
                traffic.message();
                if (listener != null) {
                    listener.onText(text.text());
                }
            } else if (state == State.OPEN && incoming instanceof Incoming.Binary binary) {
                traffic.message();
                if (listener != null) {
                    listener.onBinary(binary.bytes());
                }
            } else if (state == State.OPEN && incoming instanceof Incoming.Ping ping) {
                output.pong(ping.payload());
            }
        }

        @Override
        public void violated(ProtocolViolation violation) {
            deaf = true;
            Bound bound = violation.bound();
            if (bound != null) {
                bounds.reached(bound);
            }
            close(violation.code());
        }

        private void peerCloses(ClosePayload payload) {
            peerClosed = true;
            if (state == State.OPEN) {
                output.dropNotBegun();
                beginClosing(payload);
            } else if (state == State.LINGERING) {
                end();
            }
        }
    }
}
