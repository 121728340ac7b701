package parley.server.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/**
 * A connected socket that lives on a loop. All methods on the loop's thread. Everything that is delicate about selectors
 * (cancelled keys, closing while ready) is here and in {@link SocketSet}.
 */
public final class LoopSocket {
    private final EventLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final InetSocketAddress remote;
    private SocketHandler handler;
    private boolean dirty;
    private boolean late;
    private boolean gone;

    LoopSocket(
            EventLoop loop,
            SocketChannel channel,
            SelectionKey key,
            InetSocketAddress remote,
            Function<LoopSocket, SocketHandler> firstHandler) {
        this.loop = loop;
        this.channel = channel;
        this.key = key;
        this.remote = remote;
        handler = firstHandler.apply(this);
    }

    public EventLoop loop() {
        return loop;
    }

    /** Who is at the other end, as the socket knows it. */
    public InetSocketAddress remote() {
        return remote;
    }

    /** Replaces who is told about this socket. */
    public void handler(SocketHandler next) {
        handler = next;
    }

    /** Who is told about this socket. */
    public SocketHandler handler() {
        return handler;
    }

    /**
     * Reads once.
     *
     * @return bytes read, 0 when there are none now, -1 at the end of the stream
     */
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /** Writes once; returns how many bytes the kernel took, which may be 0. */
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    /** Whether {@link SocketHandler#onReadable()} is called. */
    public void wantRead(boolean wanted) {
        interest(SelectionKey.OP_READ, wanted);
    }

    /** Whether {@link SocketHandler#flush()} is called when there is room in the socket; only while output lags. */
    public void wantWrite(boolean wanted) {
        interest(SelectionKey.OP_WRITE, wanted);
    }

    /**
     * Has {@link SocketHandler#flush()} called at the end of this turn, once however often this is called; or when there is
     * room in the socket, if that is being waited for.
     */
    public void flushLater() {
        if (!dirty && !gone && !awaitsRoom()) {
            dirty = true;
            loop.sockets().addDirty(this);
        }
    }

    /**
     * The same for one of thousands, within the next turns: in each of them everybody else is read and flushed before some of
     * those have their turn.
     */
    public void flushAfterOthers() {
        if (!dirty && !late && !gone && !awaitsRoom()) {
            late = true;
            loop.sockets().addLate(this);
        }
    }

    /** Called by the loop right before a flush. */
    boolean takeDirty() {
        dirty = false;
        return !gone;
    }

    /** The same for one that let others go first. */
    boolean takeLate() {
        late = false;
        return !gone;
    }

    /**
     * Does something on behalf of this socket outside its handler's methods, such as the work of a timer: what it throws goes
     * to {@link SocketHandler#onFailure}, too. Nothing is done when the socket is gone.
     */
    public void guard(String phase, Runnable task) {
        if (!gone) {
            loop.sockets().guard().run(phase, this, handler -> task.run());
        }
    }

    /** Tells the peer that nothing more comes; reading goes on. */
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    public boolean isOpen() {
        return !gone;
    }

    /** Closes now; what the kernel has not sent yet may still arrive. Again: no effect. */
    public void close() {
        if (!gone) {
            gone = true;
            loop.left();
            key.cancel();
            loop.closeQuietly(channel);
        }
    }

    private boolean awaitsRoom() {
        return key.isValid() && (key.interestOps() & SelectionKey.OP_WRITE) != 0;
    }

    private void interest(int operation, boolean wanted) {
        if (!gone && key.isValid()) {
            int now = key.interestOps();
            int next = wanted ? now | operation : now & ~operation;
            if (next != now) {
                key.interestOps(next);
            }
        }
    }
}
