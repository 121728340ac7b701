package parley.server.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The sockets of one loop: which of them are ready, which have something to flush, and how they come and go. Loop thread,
 * except {@link #wakeUp()}.
 */
final class SocketSet {
    private final Selector selector;
    private final Guard guard;
    private final ArrayDeque<LoopSocket> dirty = new ArrayDeque<>();
    private final ArrayDeque<LoopSocket> late = new ArrayDeque<>();
    private boolean selected;

    SocketSet(Selector selector, Guard guard) {
        this.selector = selector;
        this.guard = guard;
    }

    /** Makes the channel one of these sockets. When this throws, close the channel. */
    LoopSocket add(
            EventLoop loop, SocketChannel channel, int sendBufferBytes, Function<LoopSocket, SocketHandler> first)
            throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBufferBytes);
        InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        LoopSocket socket = new LoopSocket(loop, channel, key, remote, first);
        key.attach(socket);
        return socket;
    }

    /** Serves the sockets that can be read or written. Returns how many there were. */
    int serveReady() throws IOException {
        if (!selected) {
            selector.selectNow();
        }
        selected = false;
        // Handlers may close any socket, also one further on in this very set. That cancels its key and leaves the set
        // alone until the next select, so each key is looked at again before it is used.
        Set<SelectionKey> ready = selector.selectedKeys();
        int work = ready.size();
        for (SelectionKey key : ready) {
            LoopSocket socket = (LoopSocket) key.attachment();
            if (key.isValid() && key.isReadable()) {
                guard.run("read", socket, SocketHandler::onReadable);
            }
            if (key.isValid() && key.isWritable()) {
                guard.run("write", socket, SocketHandler::flush);
            }
        }
        ready.clear();
        return work;
    }

    /** Flushes the dirty ones, at most so many, then those that let others go first. Returns how many there were. */
    int flush(int most, int mostLate) {
        return flush(dirty, most, LoopSocket::takeDirty) + flush(late, mostLate, LoopSocket::takeLate);
    }

    private int flush(Queue<LoopSocket> sockets, int most, Predicate<LoopSocket> take) {
        int flushed = 0;
        for (LoopSocket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            if (take.test(socket)) {
                guard.run("flush", socket, SocketHandler::flush);
            }
            if (++flushed == most) {
                break;
            }
        }
        return flushed;
    }

    /** True when a turn has something to do here whatever the selector says. */
    boolean hasWork() {
        return !dirty.isEmpty() || !late.isEmpty();
    }

    /** Sleeps until a socket is ready or {@link #wakeUp()} is called, at most so long; -1: for ever. */
    void await(long nanos) throws IOException {
        if (nanos == 0) {
            selector.selectNow();
        } else {
            // For the selector, 0 is for ever.
            selector.select(nanos < 0 ? 0 : (nanos + 999_999) / 1_000_000);
        }
        selected = true;
    }

    void wakeUp() {
        selector.wakeup();
    }

    boolean isEmpty() {
        return selector.keys().isEmpty();
    }

    /** Tells every socket to say good-bye. */
    void stop() {
        for (LoopSocket socket : all()) {
            guard.run("stop", socket, SocketHandler::onStop);
        }
    }

    /** Cuts every socket. */
    void cut() {
        for (LoopSocket socket : all()) {
            guard.fail("close", socket, new ClosedChannelException());
            socket.close();
        }
    }

    /** The last call. */
    void close() throws IOException {
        selector.close();
    }

    void addDirty(LoopSocket socket) {
        dirty.add(socket);
    }

    void addLate(LoopSocket socket) {
        late.add(socket);
    }

    Guard guard() {
        return guard;
    }

    private List<LoopSocket> all() {
        return selector.keys().stream()
                .filter(SelectionKey::isValid)
                .map(key -> (LoopSocket) key.attachment())
                .toList();
    }
}
