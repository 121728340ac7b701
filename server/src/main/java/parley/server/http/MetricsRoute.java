package parley.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /metrics}: Prometheus' text format, for clients on this machine, and for those that bring the operator's token (RFC
 * 6750); others get 403.
 */
public final class MetricsRoute implements Route {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> scrape;
    private final ClientAddress client;
    private final Optional<byte[]> credentials;

    /**
     * Metrics of this registry.
     *
     * @param scrape {@code PrometheusMeterRegistry::scrape}
     * @param trustProxy whether a forwarded address counts as the client's
     * @param token who brings it may be anywhere
     */
    public MetricsRoute(Supplier<String> scrape, boolean trustProxy, Optional<String> token) {
        this.scrape = scrape;
        this.client = new ClientAddress(trustProxy);
        this.credentials = token.map(text -> ("Bearer " + text).getBytes(UTF_8));
    }

    @Override
    public Answer answer(Request request) {
        if (!client.isLoopback(request) && !bringsToken(request)) {
            return Answer.text(403, "Metrics are given to this machine, and to who brings the --metrics-token.");
        }
        return Answer.of(200, TYPE, scrape.get());
    }

    /** Takes the same time for every wrong token. */
    private boolean bringsToken(Request request) {
        byte[] brought = request.header("Authorization").orElse("").getBytes(UTF_8);
        return credentials
                .filter(right -> MessageDigest.isEqual(right, brought))
                .isPresent();
    }
}
