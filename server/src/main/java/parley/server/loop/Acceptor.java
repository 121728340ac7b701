package parley.server.loop;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections and places each on the loop with the fewest. Has a thread of its own, so that a busy loop delays no
 * accept. When the process is (nearly) out of file descriptors it waits a moment and goes on.
 */
public final class Acceptor implements Agent {
    static final int BACKLOG = 4_096;
    static final long PAUSE_NANOS = 100_000_000;
    private static final int MOST_PER_TURN = 256;
    private static final int RESERVED_DESCRIPTORS = 512;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final SelectionKey key;
    private final Accept accept;
    private final LoopGroup loops;
    private final Arrival arrival;
    private final long mostConnections;
    private boolean paused;
    private long resumeNanos;

    /** What is done with a connection that was accepted. */
    @FunctionalInterface
    public interface Arrival {
        /** On the loop's thread; the loop has counted it. Ends in {@link EventLoop#register}. */
        void arrived(EventLoop loop, SocketChannel channel);
    }

    /** The call that may fail for want of descriptors. */
    @FunctionalInterface
    interface Accept {
        @Nullable
        SocketChannel next() throws IOException;
    }

    Acceptor(ServerSocketChannel server, Accept accept, LoopGroup loops, Arrival arrival, long mostConnections)
            throws IOException {
        this.server = server;
        this.accept = accept;
        this.loops = loops;
        this.arrival = arrival;
        this.mostConnections = mostConnections;
        selector = Selector.open();
        server.configureBlocking(false);
        key = server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Listens at once; accepts when it is run by an {@link AgentRunner}.
     *
     * @param address port 0 takes a free one
     * @throws java.net.BindException when the port is in use or not allowed
     */
    public static Acceptor listen(InetSocketAddress address, LoopGroup loops, Arrival arrival) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(address, BACKLOG);
            return new Acceptor(server, server::accept, loops, arrival, descriptorsForConnections());
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where it listens, with the port that was taken. Any thread. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    @Override
    public String roleName() {
        return "acceptor";
    }

    @Override
    public void onStart() {}

    @Override
    public int doWork() throws IOException {
        if (paused) {
            if (loops.time().monotonicNanos() - resumeNanos < 0) {
                return 0;
            }
            paused = false;
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
        selector.selectNow();
        selector.selectedKeys().clear();
        int accepted = 0;
        while (accepted < MOST_PER_TURN) {
            SocketChannel channel = nextOrPause();
            if (channel == null) {
                break;
            }
            accepted++;
            loops.place().bring(channel, arrival);
        }
        return accepted;
    }

    @Override
    public void awaitWork() throws IOException {
        if (paused) {
            long nanos = resumeNanos - loops.time().monotonicNanos();
            if (nanos > 0) {
                selector.select((nanos + 999_999) / 1_000_000);
            }
        } else {
            selector.select();
        }
    }

    @Override
    public void wakeUp() {
        selector.wakeup();
    }

    @Override
    public void onClose() {
        try {
            server.close();
            selector.close();
        } catch (IOException e) {
            loops.errors().report("acceptor", e);
        }
    }

    /** Connections must leave some descriptors to the store and to files, or a flood of them would stop more than itself. */
    private static long descriptorsForConnections() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.max(system.getMaxFileDescriptorCount() - RESERVED_DESCRIPTORS, RESERVED_DESCRIPTORS)
                : Long.MAX_VALUE;
    }

    private @Nullable SocketChannel nextOrPause() {
        try {
            if (loops.connections() >= mostConnections) {
                throw new IOException("No room for more than " + mostConnections + " connections. Raise ulimit -n.");
            }
            return accept.next();
        } catch (IOException e) {
            // "Too many open files", or no memory for a socket. The connection stays in the backlog and the listening
            // socket stays ready, so going on at once would spin.
            loops.errors().report("accept", e);
            paused = true;
            resumeNanos = loops.time().monotonicNanos() + PAUSE_NANOS;
            key.interestOps(0);
            return null;
        }
    }
}
