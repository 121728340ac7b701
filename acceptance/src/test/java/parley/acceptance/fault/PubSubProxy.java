package parley.acceptance.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import parley.acceptance.rig.FaultProxy;
import parley.acceptance.rig.Relay;

/**
 * Stands between a server and its Redis and can lose published messages, which Redis' pub/sub is allowed to do. It reads
 * the replies as RESP (https://redis.io/docs/latest/develop/reference/protocol-spec/) and lets everything else through.
 */
public final class PubSubProxy implements AutoCloseable {
    private final AtomicInteger dropped = new AtomicInteger();
    private final FaultProxy proxy;
    private volatile boolean dropping;

    /** Starts a proxy in front of the Redis on this loopback port. */
    public PubSubProxy(int redisPort) throws IOException {
        proxy = new FaultProxy(redisPort, FaultProxy.Plan.toClient(this::replies));
    }

    /** The port to connect to instead of Redis'. */
    public int port() {
        return proxy.port();
    }

    /** From now on published messages are lost, or not any more. */
    public void drop(boolean drop) {
        dropping = drop;
    }

    /** How many messages have been lost so far. */
    public int dropped() {
        return dropped.get();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }

    /** Until Redis ends the connection, which is an EOFException. */
    private Relay.End replies(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(from));
        while (true) {
            ByteArrayOutputStream element = new ByteArrayOutputStream();
            boolean published = element(in, element);
            if (published && dropping) {
                dropped.incrementAndGet();
            } else {
                to.write(element.toByteArray());
            }
        }
    }

    /** Copies one element; true when it is a published message. */
    private static boolean element(DataInputStream in, ByteArrayOutputStream out) throws IOException {
        String line = line(in, out);
        char type = line.charAt(0);
        if ("$=!".indexOf(type) >= 0) {
            int length = Integer.parseInt(line.substring(1));
            if (length >= 0) {
                out.write(in.readNBytes(length + 2));
            }
            return false;
        }
        if ("*~>%|".indexOf(type) < 0) {
            return false;
        }
        int count = Integer.parseInt(line.substring(1)) * ("%|".indexOf(type) < 0 ? 1 : 2);
        boolean published = false;
        for (int i = 0; i < count; i++) {
            int start = out.size();
            element(in, out);
            String text = out.toString(StandardCharsets.ISO_8859_1).substring(start);
            published |= i == 0 && text.equals("$8\r\nsmessage\r\n");
        }
        return published;
    }

    private static String line(DataInputStream in, ByteArrayOutputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            out.write(b);
            if (b == '\n') {
                return line.toString();
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
    }
}
