package parley.server.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parley.server.limit.Limits;
import parley.server.websocket.HostPolicy;

/**
 * Puts the HTTP side together. The composition root does:
 *
 * <pre>{@code
 * HttpPool http = new HttpServer(hostPolicy)
 *         .publicUrls(settings.publicUrls())
 *         .page(Page.onClassPath())
 *         .route("/health", new HealthRoute(storeState, Version.number()))
 *         .route("/ready", new ReadyRoute(() -> storeState.reachable() && storeState.loadedFraction() == 1))
 *         .route("/metrics", new MetricsRoute(registry::scrape, settings.trustProxy(), settings.metricsToken()))
 *         .start(limits);
 * }</pre>
 *
 * <p>and hands the pool to the loops as their {@link parley.server.websocket.HttpHandoff}.
 */
public final class HttpServer {

    private final HostPolicy hosts;
    private final Map<String, Route> routes = new TreeMap<>();
    private final List<String> publicHosts = new ArrayList<>();

    /** A server without routes that answers to these hosts. */
    public HttpServer(HostPolicy hosts) {
        this.hosts = hosts;
    }

    /** Adds a path, exactly as it stands in requests. */
    public HttpServer route(String path, Route route) {
        routes.put(path, route);
        return this;
    }

    /** Adds the files of the page. */
    public HttpServer page(Page page) {
        routes.putAll(page.routes());
        return this;
    }

    /** Lets the page talk to the server under these addresses too. */
    public HttpServer publicUrls(List<URI> urls) {
        for (URI url : urls) {
            publicHosts.add(url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
        }
        return this;
    }

    /** Starts the threads. */
    public HttpPool start(Limits limits) {
        return new HttpPool(new Router(routes, hosts, new SecurityHeaders(publicHosts)), limits);
    }
}
