package parley.server.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import parley.server.websocket.HttpService.Response;

/** One request and its response, both in memory: HttpCore reads the one and writes the other, and nothing waits. */
final class Exchange {
    /** Bodies from this size on are passed on as they are; smaller ones share an array with their head. */
    private static final int SHARED_BYTES = 32 << 10;

    private final HeadAndRest request;
    private final InetSocketAddress peer;
    private final List<ByteBuffer> response = new ArrayList<>();

    Exchange(HeadAndRest request, InetSocketAddress peer) {
        this.request = request;
        this.peer = peer;
    }

    /** The response to the request. */
    Response run(OneRequestService service) throws IOException, HttpException {
        Connection connection = new Connection();
        Output output = new Output();
        connection.bind(new InMemory(output));
        HttpCoreContext context = HttpCoreContext.create();
        service.handleRequest(connection, context);
        boolean keepAlive = connection.isOpen() && OneRequestService.keepsAlive(context);
        output.flush();
        return new Response(List.copyOf(response), request.rest(), keepAlive);
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

    /** Gives the head that the loop has read, and nothing more: so nothing can be read too far. */
    private final class InMemory extends SocketHolder {
        private final InputStream head = new ByteArrayInputStream(request.head());
        private final OutputStream output;

        InMemory(OutputStream output) {
            super(new NoSocket(peer));
            this.output = output;
        }

        @Override
        protected InputStream getInputStream(Socket socket) {
            return head;
        }

        @Override
        protected OutputStream getOutputStream(Socket socket) {
            return output;
        }
    }

    /** What HttpCore asks a socket for, without one. */
    private static final class NoSocket extends Socket {
        private final InetSocketAddress peer;

        NoSocket(InetSocketAddress peer) {
            this.peer = peer;
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return peer;
        }

        @Override
        public SocketAddress getLocalSocketAddress() {
            return peer;
        }

        @Override
        public int getSoTimeout() {
            return 0;
        }

        @Override
        public void setSoTimeout(int ms) {
            // Nothing is waited for.
        }
    }

    /** Gathers what is small, and takes what is large as it is. */
    private final class Output extends OutputStream {
        private final ByteArrayOutputStream small = new ByteArrayOutputStream(1_024);

        @Override
        public void write(int b) {
            small.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (length < SHARED_BYTES) {
                small.write(bytes, offset, length);
            } else {
                flush();
                response.add(ByteBuffer.wrap(bytes, offset, length));
            }
        }

        @Override
        public void flush() {
            if (small.size() > 0) {
                response.add(ByteBuffer.wrap(small.toByteArray()));
                small.reset();
            }
        }
    }
}
