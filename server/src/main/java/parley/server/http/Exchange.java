package parley.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import parley.server.websocket.HttpHandoff.Return;

/** One request and its response on a channel that a loop has handed over. */
final class Exchange {

    private static final int LINGER_BYTES = 64 << 10;
    private static final int LINGER_MS = 500;

    private final SocketChannel channel;
    private final HeadAndRest request;
    private final Return giveBack;

    Exchange(SocketChannel channel, HeadAndRest request, Return giveBack) {
        this.channel = channel;
        this.request = request;
        this.giveBack = giveBack;
    }

    /** Answers. True when the connection can serve another request. Blocks while the peer does not read. */
    boolean run(OneRequestService service) throws IOException, HttpException {
        Connection connection = new Connection();
        connection.bind(new HeadFirst(channel.socket()));
        HttpCoreContext context = HttpCoreContext.create();
        service.handleRequest(connection, context);
        if (!connection.isOpen()) {
            return false;
        }
        if (OneRequestService.keepsAlive(context)) {
            return true;
        }
        linger();
        return false;
    }

    void giveBack() {
        giveBack.giveBack(channel, request.rest());
    }

    SocketChannel channel() {
        return channel;
    }

    /** Closing with a body unread would reset the connection, and the peer could lose the response. */
    private void linger() throws IOException {
        channel.shutdownOutput();
        Socket socket = channel.socket();
        socket.setSoTimeout(LINGER_MS);
        byte[] thrownAway = new byte[4 << 10];
        int total = 0;
        try {
            int read = 0;
            while (read >= 0 && total < LINGER_BYTES) {
                read = socket.getInputStream().read(thrownAway);
                total += read;
            }
        } catch (IOException silentOrGone) {
            // Either way the peer has had its time.
        }
    }

    /** Lets our own socket holder be bound. */
    private static final class Connection extends DefaultBHttpServerConnection {
        Connection() {
            super("http", Http1Config.DEFAULT);
        }

        @Override
        protected void bind(SocketHolder holder) throws IOException {
            super.bind(holder);
        }
    }

    /** Reads the head that the loop has read, and nothing more: so nothing can be read too far. */
    private final class HeadFirst extends SocketHolder {

        private final InputStream head = new ByteArrayInputStream(request.head());

        HeadFirst(Socket socket) {
            super(socket);
        }

        @Override
        protected InputStream getInputStream(Socket socket) {
            return head;
        }
    }
}
