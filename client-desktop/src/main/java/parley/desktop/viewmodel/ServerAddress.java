package parley.desktop.viewmodel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The address of a server as people type it. Stateless. */
public final class ServerAddress {
    private ServerAddress() {}

    /**
     * The address that is meant: a missing scheme is {@code ws://}, a missing path {@code /ws}, and the page's own address is that
     * of its server; empty when it is none.
     */
    public static Optional<URI> parse(String typed) {
        String text = typed.trim();
        try {
            URI uri = new URI(text.contains("://") ? text : "ws://" + text);
            String scheme = scheme(uri);
            boolean plain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            if (scheme.isEmpty() || !plain || uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
                return Optional.empty();
            }
            String path = isRoot(uri) ? "/ws" : uri.getPath();
            return Optional.of(new URI(scheme, null, uri.getHost(), uri.getPort(), path, null, null));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isRoot(URI uri) {
        return uri.getPath().isEmpty() || uri.getPath().equals("/");
    }

    private static String scheme(URI uri) {
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "ws" -> "ws";
            case "wss" -> "wss";
            case "http" -> isRoot(uri) ? "ws" : "";
            case "https" -> isRoot(uri) ? "wss" : "";
            default -> "";
        };
    }
}
