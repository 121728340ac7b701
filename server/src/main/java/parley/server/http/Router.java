package parley.server.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.net.URIAuthority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.server.websocket.Authority;
import parley.server.websocket.HostPolicy;

/** From a request to its route, and from what the route says to the response. */
final class Router implements HttpServerRequestHandler {

    private static final Logger log = LoggerFactory.getLogger(Router.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final Authority UNKNOWN_HOST = new Authority("localhost", Authority.NO_PORT);

    private final Map<String, Route> routes;
    private final HostPolicy hosts;
    private final SecurityHeaders security;

    Router(Map<String, Route> routes, HostPolicy hosts, SecurityHeaders security) {
        this.routes = Map.copyOf(routes);
        this.hosts = hosts;
        this.security = security;
    }

    @Override
    public void handle(ClassicHttpRequest request, ResponseTrigger response, HttpContext context)
            throws HttpException, IOException {
        boolean body = request.getEntity() != null;
        // No route takes one. Reading it to throw it away would give its sender a thread for as long as they like.
        request.setEntity(null);
        Optional<Authority> host = host(request);
        ClassicHttpResponse built = build(answer(request, host, peer(context)), host.orElse(UNKNOWN_HOST));
        if (body) {
            built.setHeader("Connection", "close");
        }
        response.submitResponse(built);
    }

    private Answer answer(ClassicHttpRequest request, Optional<Authority> host, InetAddress peer) {
        if (host.isEmpty()) {
            return Answer.text(400, "The request needs one valid Host header.");
        }
        if (!hosts.answersTo(host.get())) {
            return Answer.text(
                    421, "This server does not answer to that name. Its operator can allow it: --public-url");
        }
        String target = request.getPath();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        Route route = routes.get(path);
        if (route == null) {
            return Answer.text(404, "There is nothing at this address.");
        }
        if (!METHODS.contains(request.getMethod())) {
            return Answer.text(405, "Only GET and HEAD are possible here.").with("Allow", "GET, HEAD");
        }
        try {
            return route.answer(new Request(path, peer, name -> first(request, name)));
        } catch (RuntimeException defect) {
            log.error("The answer to {} failed", path, defect);
            return Answer.text(500, "Something went wrong here. Its cause is in the server's log.");
        }
    }

    /** The name that was asked for. When the request line has one too, they have to be the same. */
    private static Optional<Authority> host(ClassicHttpRequest request) {
        if (request.countHeaders("Host") != 1) {
            return Optional.empty();
        }
        Optional<Authority> host = first(request, "Host").flatMap(Authority::parse);
        if (request.getAuthority() == null) {
            return host;
        }
        return host.equals(target(request.getAuthority())) ? host : Optional.empty();
    }

    private static Optional<Authority> target(URIAuthority authority) {
        try {
            return Authority.parse(authority.toString());
        } catch (IllegalArgumentException noDomainName) {
            // HttpCore writes names in ASCII, and some cannot be.
            return Optional.empty();
        }
    }

    private static Optional<String> first(ClassicHttpRequest request, String name) {
        return Optional.ofNullable(request.getFirstHeader(name)).map(Header::getValue);
    }

    private static InetAddress peer(HttpContext context) {
        var details = HttpCoreContext.cast(context).getEndpointDetails();
        return ((InetSocketAddress) details.getRemoteAddress()).getAddress();
    }

    private ClassicHttpResponse build(Answer answer, Authority host) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(answer.status());
        SecurityHeaders.fixed().forEach(response::setHeader);
        response.setHeader("Content-Security-Policy", security.contentSecurityPolicy(host));
        answer.headers().forEach(response::setHeader);
        if (answer.status() != 304) {
            response.setEntity(new ByteArrayEntity(answer.body(), null));
        }
        return response;
    }
}
