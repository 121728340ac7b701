package parley.server.websocket;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import parley.model.CloseCode;
import parley.server.limit.AddressLimit;
import parley.server.limit.AddressUse;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.loop.Acceptor;
import parley.server.loop.EventLoop;
import parley.server.loop.LoopGroup;
import parley.server.loop.LoopSocket;

/**
 * Where every connection comes in: its request head is collected and looked at, and it becomes a WebSocket
 * {@link Connection}, or is answered by HTTP, perhaps more than once, or is refused.
 */
public final class FrontDoor implements Acceptor.Arrival {
    private final FrontDoorSettings settings;
    private final ConnectionListenerFactory listeners;
    private final Handshake handshake;
    private final Traffic traffic = new Traffic();
    private final List<Terms> termsOfLoops;
    private final List<HttpExchange.Desk> desksOfLoops;
    private final Limits limits;
    private final HeadLimits heads;
    private final AddressLimit waiting;
    private final AddressLimit connected;
    private final AtomicLong lastId = new AtomicLong();
    private final HeadCollector.Next next = new Next();

    /**
     * A door to these loops.
     *
     * @param http answers what is not for us
     * @param listeners are told of each new WebSocket connection
     */
    public FrontDoor(
            FrontDoorSettings settings, HttpService http, ConnectionListenerFactory listeners, LoopGroup loops) {
        this.settings = settings;
        this.listeners = listeners;
        handshake = new Handshake(settings.hosts(), settings.origins());
        limits = settings.addresses().limits();
        heads = HeadLimits.of(limits);
        waiting = new AddressLimit(limits, Bound.WAITING_PER_ADDRESS);
        connected = new AddressLimit(limits, Bound.CONNECTIONS_PER_ADDRESS);
        termsOfLoops = loops.loops().stream()
                .map(loop -> new Terms(new RunImage(), settings.connection(), limits, traffic))
                .toList();
        int mostWaiting = limits.amount(Bound.WAITING_REQUESTS);
        desksOfLoops = loops.loops().stream()
                .map(loop -> new HttpExchange.Desk(limits, http, new HttpTurns(mostWaiting), this::again))
                .toList();
    }

    /** What went through, for metrics. */
    public Traffic traffic() {
        return traffic;
    }

    /** Addresses that have a connection, or are about to. Any thread. */
    int addresses() {
        return waiting.addresses() + connected.addresses();
    }

    @Override
    public void arrived(EventLoop loop, SocketChannel channel) {
        LoopSocket socket = loop.register(
                channel, settings.connection().sendBufferBytes(), arrived -> HeadCollector.first(arrived, heads, next));
        if (socket != null) {
            await(socket);
        }
    }

    private void again(LoopSocket socket, byte[] unread) {
        HeadCollector collector = HeadCollector.later(socket, heads, next);
        socket.handler(collector);
        await(socket);
        if (unread.length > 0 && socket.isOpen()) {
            collector.accept(ByteBuffer.wrap(unread));
        }
    }

    /** An address has only so many that wait for their head; a proxy has everybody's, and is not counted. */
    private void await(LoopSocket socket) {
        boolean tooMany =
                !settings.trustProxy() && !waiting.enter(socket.remote().getAddress());
        if (tooMany && socket.handler() instanceof HeadCollector collector) {
            collector.turnAway();
        }
    }

    /** Where heads lead to. */
    private final class Next implements HeadCollector.Next {
        @Override
        public void requested(LoopSocket socket, RequestHead head, HeadBuffer buffer, int length) {
            boolean upgrade = Handshake.isAskedFor(head);
            InetAddress address = addressOf(socket, head);
            AddressUse use = settings.addresses().of(address, socket.loop().nowNanos());
            Refusal refusal = upgrade ? handshake.refusal(head) : null;
            if (refusal == null) {
                Bound rate = upgrade ? Bound.HANDSHAKES_PER_ADDRESS : Bound.REQUESTS_PER_ADDRESS;
                long waitMs = use.rate(rate).take(socket.loop().nowNanos());
                refusal = waitMs > 0 ? Refusal.tooFast(waitMs) : null;
            }
            if (refusal != null) {
                refused(socket, refusal);
            } else if (upgrade) {
                upgrade(socket, new Visitor(address, use), head, buffer.from(length));
            } else {
                HttpExchange.Desk desk = desksOfLoops.get(socket.loop().index());
                HttpExchange.begin(socket, use.network(), desk, buffer.from(0));
            }
        }

        @Override
        public void awaited(LoopSocket socket) {
            if (!settings.trustProxy()) {
                waiting.leave(socket.remote().getAddress());
            }
        }

        @Override
        public void refused(LoopSocket socket, Refusal refusal) {
            traffic.refuse(refusal.status());
            if (refusal.status() == Refusal.TOO_LARGE.status()) {
                limits.reached(Bound.HEAD_BYTES);
            }
            FinalAnswer.give(socket, refusal.response());
        }

        @Override
        public void late(Bound time) {
            limits.reached(time);
        }
    }

    private record Visitor(InetAddress address, AddressUse use) {}

    private void upgrade(LoopSocket socket, Visitor visitor, RequestHead head, byte[] unread) {
        InetAddress address = visitor.address();
        boolean entered = connected.enter(address);
        Connection.Peer peer = new Connection.Peer(
                lastId.incrementAndGet(), address, visitor.use(), entered ? () -> connected.leave(address) : () -> {});
        Terms terms = termsOfLoops.get(socket.loop().index());
        Connection connection = new Connection(socket, peer, terms, Handshake.acceptance(head));
        if (entered) {
            connection.open(listeners, unread);
        } else {
            // Refused only now, because a browser tells its page no more than 1006 about a handshake that failed.
            connection.close(CloseCode.TOO_MANY_CONNECTIONS);
        }
    }

    private InetAddress addressOf(LoopSocket socket, RequestHead head) {
        InetAddress remote = socket.remote().getAddress();
        return settings.trustProxy() ? forwardedFor(head).orElse(remote) : remote;
    }

    /** The last entry is the one that our own proxy has added; those before it are anybody's claim. */
    private static Optional<InetAddress> forwardedFor(RequestHead head) {
        List<String> chain = head.list("x-forwarded-for");
        return chain.isEmpty() ? Optional.empty() : Addresses.parse(chain.get(chain.size() - 1));
    }
}
