package parley.server.http;

import java.util.function.Supplier;

/** {@code /metrics}: Prometheus' text format, for clients on this machine only; others get 403. */
public final class MetricsRoute implements Route {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> scrape;
    private final ClientAddress client;

    /**
     * Metrics of this registry.
     *
     * @param scrape {@code PrometheusMeterRegistry::scrape}
     * @param trustProxy whether a forwarded address counts as the client's
     */
    public MetricsRoute(Supplier<String> scrape, boolean trustProxy) {
        this.scrape = scrape;
        this.client = new ClientAddress(trustProxy);
    }

    @Override
    public Answer answer(Request request) {
        if (!client.isLoopback(request)) {
            return Answer.text(403, "Metrics are given to this machine only.");
        }
        return Answer.of(200, TYPE, scrape.get());
    }
}
