package parley.server.websocket;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may talk to this server (RFC 6455 §10.2): those that it served itself, so whose {@code Origin} is its
 * {@code Host}, and those on a list. Immutable, any thread.
 */
public final class OriginPolicy {
    private final Set<String> allowed = new HashSet<>();

    /**
     * A policy that lets these in, besides our own pages.
     *
     * @param allowed origins such as {@code https://intranet.example.com:8443}; for schemes other than http and https they
     *     are compared as text
     * @throws IllegalArgumentException for an entry without scheme and host, or with a path
     */
    public OriginPolicy(Collection<String> allowed) {
        for (String origin : allowed) {
            this.allowed.add(normal(origin)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Not an origin: " + origin + ". It looks like https://chat.example.com")));
        }
    }

    /**
     * Whether a request may be served.
     *
     * @param origin the header's value; null when there is none, which only programs other than browsers send: allowed
     * @param host the request's host; its scheme is unknown (a proxy may have ended TLS), so without a port it stands for
     *     the default one of the origin's scheme
     */
    public boolean allows(@Nullable String origin, Authority host) {
        if (origin == null) {
            return true;
        }
        return normal(origin).map(allowed::contains).orElse(false) || isOwn(origin, host);
    }

    private static boolean isOwn(String origin, Authority host) {
        int defaultPort = defaultPort(scheme(origin));
        return defaultPort != Authority.NO_PORT
                && Authority.parse(origin.substring(origin.indexOf("://") + 3))
                        .filter(page -> page.host().equals(host.host()))
                        .filter(page -> page.portOr(defaultPort) == host.portOr(defaultPort))
                        .isPresent();
    }

    private static Optional<String> normal(String origin) {
        String scheme = scheme(origin);
        if (scheme.isEmpty()) {
            return Optional.empty();
        }
        String rest = origin.substring(scheme.length() + 3);
        int defaultPort = defaultPort(scheme);
        if (defaultPort == Authority.NO_PORT) {
            return rest.isEmpty() ? Optional.empty() : Optional.of(scheme + "://" + rest.toLowerCase(Locale.ROOT));
        }
        return Authority.parse(rest).map(page -> scheme + "://" + page.host() + ":" + page.portOr(defaultPort));
    }

    /** In lower case; empty for {@code null}, which browsers send for pages without an origin, and for what is none. */
    private static String scheme(String origin) {
        int end = origin.indexOf("://");
        return end <= 0 ? "" : origin.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> Authority.NO_PORT;
        };
    }
}
