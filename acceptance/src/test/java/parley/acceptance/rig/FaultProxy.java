package parley.acceptance.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Stands between clients and a target on the loopback address and does to their connections what networks do: see {@link
 * Flow}. Each connection gets the plan that holds when it is made.
 */
public final class FaultProxy implements AutoCloseable {
    /** A target whose queue is full lets callers wait. */
    private static final int CONNECT_MS = 2_000;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final int targetPort;
    private volatile Supplier<Plan> plans;

    /** What is done to a connection. */
    public record Plan(Relay toTarget, Relay toClient, boolean blackHole) {
        /** Nothing is done to it. */
        public static final Plan CLEAN = new Plan(Relay.CLEAN, Relay.CLEAN, false);
        /** It is accepted and never answered; the target hears nothing of it. */
        public static final Plan BLACK_HOLE = new Plan(Relay.CLEAN, Relay.CLEAN, true);

        /** A fault in one direction. */
        public static Plan toTarget(Relay relay) {
            return new Plan(relay, Relay.CLEAN, false);
        }

        /** A fault in the other direction. */
        public static Plan toClient(Relay relay) {
            return new Plan(Relay.CLEAN, relay, false);
        }
    }

    /** Starts a proxy before the target on this loopback port. */
    public FaultProxy(int targetPort, Plan plan) throws IOException {
        this.targetPort = targetPort;
        plans = () -> plan;
        daemon("accept", this::accept);
    }

    /** The port to connect to instead of the target's. */
    public int port() {
        return listener.getLocalPort();
    }

    /** What is done to connections from now on. */
    public void plan(Plan plan) {
        plans(() -> plan);
    }

    /** What is done to each connection from now on; asked on one thread, for one after the other. */
    public void plans(Supplier<Plan> supplier) {
        plans = supplier;
    }

    /** How many connections were made so far. */
    public int accepted() {
        return accepted.get();
    }

    /** How many connections have ended in any way so far; one that is half open has. */
    public int ended() {
        return ended.get();
    }

    /** Ends all connections that there are. */
    public synchronized void end(Relay.End how) {
        links.forEach(link -> link.end(how));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        end(Relay.End.CUT);
        links.forEach(Link::close);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            accepted.incrementAndGet();
            link(client, plans.get());
        }
    }

    /** Whoever ends all connections ends this one too, even when the target has accepted it only just now. */
    private synchronized void link(Socket client, Plan plan) {
        Socket target = plan.blackHole ? new Socket() : connected();
        Link link = new Link(client, target);
        links.add(link);
        if (!plan.blackHole) {
            link.carry("to-target", plan.toTarget, client, target);
            link.carry("to-client", plan.toClient, target, client);
        }
    }

    /** A target that is not there is seen as a connection that ends at once. */
    private Socket connected() {
        Socket target = new Socket();
        try {
            target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort), CONNECT_MS);
        } catch (IOException e) {
            quietly(target::close);
        }
        return target;
    }

    /** One connection: two sockets, two directions, one end. */
    private final class Link {
        private final Socket client;
        private final Socket target;
        private final AtomicBoolean over = new AtomicBoolean();

        Link(Socket client, Socket target) {
            this.client = client;
            this.target = target;
        }

        void carry(String direction, Relay relay, Socket from, Socket to) {
            daemon(direction, () -> {
                Relay.End how = Relay.End.CUT;
                try {
                    to.setTcpNoDelay(true);
                    how = relay.relay(from.getInputStream(), new Gate(this, to.getOutputStream()));
                } finally {
                    end(how);
                }
            });
        }

        void end(Relay.End how) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            ended.incrementAndGet();
            if (how == Relay.End.HALF_OPEN) {
                return;
            }
            if (how == Relay.End.RESET) {
                quietly(() -> client.setSoLinger(true, 0));
                quietly(() -> target.setSoLinger(true, 0));
            } else {
                // A close with unread bytes is a RST, which can overtake what was written before; this goes first.
                quietly(client::shutdownOutput);
                quietly(target::shutdownOutput);
            }
            close();
            links.remove(this);
        }

        void close() {
            quietly(client::close);
            quietly(target::close);
        }
    }

    /** Lets bytes through while the connection has not ended. */
    private static final class Gate extends OutputStream {
        private final Link link;
        private final OutputStream to;

        Gate(Link link, OutputStream to) {
            this.link = link;
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (link.over.get()) {
                throw new IOException("the connection has ended");
            }
            to.write(bytes, from, count);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void quietly(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            // One side has gone already, which is what was wanted.
            return;
        }
    }

    private static void daemon(String name, Work work) {
        Thread thread = new Thread(() -> quietly(work), "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
