package parley.server.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a client asks for. The method is GET or HEAD, which a route need not tell apart: the body of an answer to HEAD is
 * left out when it is sent.
 *
 * @param path as sent, not decoded, without the query
 * @param peer the other end of the connection, which may be a proxy
 * @param headers the first header of that name, whatever its case
 */
public record Request(String path, InetAddress peer, Function<String, Optional<String>> headers) {

    /** The first header of this name, whatever its case. */
    public Optional<String> header(String name) {
        return headers.apply(name);
    }
}
