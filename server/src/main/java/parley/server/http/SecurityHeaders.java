package parley.server.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.server.websocket.Authority;

/**
 * The headers that limit what a page from here may do, on every answer. Nothing inline, nothing from elsewhere, no
 * frames, and the DOM's places for HTML texts are closed (trusted types), so that text of one person can never become
 * code in the page of another.
 */
final class SecurityHeaders {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'%s; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Map<String, String> FIXED = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy",
                    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(),"
                            + " microphone=(), midi=(), payment=(), serial=(), usb=()");

    private final List<String> publicHosts;

    /**
     * Headers for a server with these addresses.
     *
     * @param publicHosts host, and port where it is not the usual one, of each public address: a proxy in front may
     *     hand us another {@code Host} than the browser used
     */
    SecurityHeaders(List<String> publicHosts) {
        this.publicHosts = List.copyOf(publicHosts);
    }

    static Map<String, String> fixed() {
        return FIXED;
    }

    /** Older browsers do not count a WebSocket to the same host as {@code 'self'}. */
    String contentSecurityPolicy(Authority host) {
        String own = host.port() == Authority.NO_PORT ? host.host() : host.host() + ":" + host.port();
        return POLICY.formatted(Stream.concat(Stream.of(own), publicHosts.stream())
                .distinct()
                .map(name -> " ws://" + name + " wss://" + name)
                .collect(Collectors.joining()));
    }
}
