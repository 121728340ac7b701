package parley.server.websocket;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import parley.model.CloseCode;
import parley.server.loop.Acceptor;
import parley.server.loop.EventLoop;
import parley.server.loop.LoopGroup;
import parley.server.loop.LoopSocket;

/**
 * Where every connection comes in: its request head is collected and looked at, and it becomes a WebSocket
 * {@link Connection}, or is handed to HTTP, from where it may come back, or is refused.
 */
public final class FrontDoor implements Acceptor.Arrival {
    private final FrontDoorSettings settings;
    private final HttpHandoff http;
    private final ConnectionListenerFactory listeners;
    private final Handshake handshake;
    private final Traffic traffic = new Traffic();
    private final List<Terms> termsOfLoops;
    private final AtomicLong lastId = new AtomicLong();
    private final HeadCollector.Next next = new Next();

    /**
     * A door to these loops.
     *
     * @param http takes what is not for us
     * @param listeners are told of each new WebSocket connection
     */
    public FrontDoor(
            FrontDoorSettings settings, HttpHandoff http, ConnectionListenerFactory listeners, LoopGroup loops) {
        this.settings = settings;
        this.http = http;
        this.listeners = listeners;
        handshake = new Handshake(settings.hosts(), settings.origins());
        ConnectionLimits limits = settings.connection();
        termsOfLoops = loops.loops().stream()
                .map(loop -> new Terms(new RunImage(), limits, traffic))
                .toList();
    }

    /** What went through, for metrics. */
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void arrived(EventLoop loop, SocketChannel channel) {
        loop.register(
                channel,
                settings.connection().sendBufferBytes(),
                socket -> HeadCollector.first(socket, settings.head(), next));
    }

    private void cameBack(EventLoop loop, SocketChannel channel, byte[] unread) {
        LoopSocket socket = loop.register(
                channel,
                settings.connection().sendBufferBytes(),
                arrived -> HeadCollector.later(arrived, settings.head(), next));
        if (socket != null && unread.length > 0 && socket.handler() instanceof HeadCollector collector) {
            socket.guard("come back", () -> collector.accept(ByteBuffer.wrap(unread)));
        }
    }

    /** Where heads lead to. */
    private final class Next implements HeadCollector.Next {
        @Override
        public void requested(LoopSocket socket, RequestHead head, HeadBuffer buffer, int length) {
            if (!Handshake.isAskedFor(head)) {
                handToHttp(socket, buffer.from(0));
                return;
            }
            Refusal refusal = handshake.refusal(head);
            if (refusal == null) {
                upgrade(socket, head, buffer.from(length));
            } else {
                refused(socket, refusal);
            }
        }

        @Override
        public void refused(LoopSocket socket, Refusal refusal) {
            traffic.refuse(refusal.status());
            FinalAnswer.give(socket, refusal.response());
        }
    }

    private void handToHttp(LoopSocket socket, byte[] read) {
        EventLoop loop = socket.loop();
        socket.detach(channel -> http.take(
                channel,
                read,
                (returned, unread) -> loop.comeBack(returned, (home, back) -> cameBack(home, back, unread))));
    }

    private void upgrade(LoopSocket socket, RequestHead head, byte[] unread) {
        InetAddress address = addressOf(socket, head);
        AddressLimit perAddress = settings.perAddress();
        boolean entered = perAddress.enter(address);
        Connection.Peer peer = new Connection.Peer(
                lastId.incrementAndGet(), address, entered ? () -> perAddress.leave(address) : () -> {});
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
        InetAddress remote = socket.remoteAddress();
        return settings.trustProxy() ? forwardedFor(head).orElse(remote) : remote;
    }

    /** The last entry is the one that our own proxy has added; those before it are anybody's claim. */
    private static Optional<InetAddress> forwardedFor(RequestHead head) {
        List<String> chain = head.list("x-forwarded-for");
        return chain.isEmpty() ? Optional.empty() : Addresses.parse(chain.get(chain.size() - 1));
    }
}
