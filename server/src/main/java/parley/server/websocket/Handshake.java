package parley.server.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake (RFC 6455 §4.2) with the checks that the protocol's §1 asks for. Immutable, any thread.
 */
final class Handshake {
    static final String PATH = "/ws";
    static final String SUBPROTOCOL = "parley.v1";

    private static final int KEY_BYTES = 16;
    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final Refusal OLD_HTTP = Refusal.of(400, "Bad Request", "A WebSocket needs HTTP/1.1.");
    private static final Refusal BAD_HOST =
            Refusal.of(400, "Bad Request", "A request has exactly one Host header, with a host and perhaps a port.");
    private static final Refusal BAD_UPGRADE =
            Refusal.of(400, "Bad Request", "A WebSocket needs the header Connection: Upgrade, and no body.");
    private static final Refusal BAD_KEY =
            Refusal.of(400, "Bad Request", "A WebSocket needs one Sec-WebSocket-Key of 16 bytes in base64.");
    private static final Refusal FOREIGN_ORIGIN = Refusal.of(
            403, "Forbidden", "Pages of this origin may not connect. The server's --allow-origin can allow it.");
    private static final Refusal WRONG_PATH = Refusal.of(404, "Not Found", "The WebSocket is at /ws.");
    private static final Refusal WRONG_METHOD =
            new Refusal(405, "Method Not Allowed", "Allow: GET", "A WebSocket is opened with GET.");
    private static final Refusal WRONG_HOST = Refusal.of(
            421,
            "Misdirected Request",
            "This server does not answer to this host name. The server's --public-url can add it.");
    private static final Refusal WRONG_VERSION = new Refusal(
            426,
            "Upgrade Required",
            "Sec-WebSocket-Version: 13",
            "Only WebSocket version 13 (RFC 6455) is spoken here.");

    private final HostPolicy hosts;
    private final OriginPolicy origins;

    Handshake(HostPolicy hosts, OriginPolicy origins) {
        this.hosts = hosts;
        this.origins = origins;
    }

    /** Whether the request asks for a WebSocket at all, rightly or wrongly. */
    static boolean isAskedFor(RequestHead head) {
        return head.lists("upgrade", "websocket");
    }

    /** Why this request gets no WebSocket; null when it gets one. */
    @Nullable
    Refusal refusal(RequestHead head) {
        if (head.minorVersion() == 0) {
            return OLD_HTTP;
        }
        Optional<Authority> host = head.only("host").flatMap(Authority::parse);
        if (host.isEmpty()) {
            return BAD_HOST;
        }
        if (!hosts.answersTo(host.get())) {
            return WRONG_HOST;
        }
        if (!head.path().equals(PATH)) {
            return WRONG_PATH;
        }
        if (!head.method().equals("GET")) {
            return WRONG_METHOD;
        }
        if (!isOriginAllowed(head.all("origin"), host.get())) {
            return FOREIGN_ORIGIN;
        }
        return wrongForm(head);
    }

    private static @Nullable Refusal wrongForm(RequestHead head) {
        if (!head.lists("connection", "upgrade") || hasBody(head)) {
            return BAD_UPGRADE;
        }
        if (!head.only("sec-websocket-version").filter("13"::equals).isPresent()) {
            return WRONG_VERSION;
        }
        return head.only("sec-websocket-key").filter(Handshake::isKey).isPresent() ? null : BAD_KEY;
    }

    /** The 101 for a request that is not refused. */
    static byte[] acceptance(RequestHead head) {
        boolean subprotocol = head.list("sec-websocket-protocol").contains(SUBPROTOCOL);
        String key = head.only("sec-websocket-key").orElseThrow();
        String response = "HTTP/1.1 101 Switching Protocols\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + acceptKey(key) + "\r\n"
                + (subprotocol ? "Sec-WebSocket-Protocol: " + SUBPROTOCOL + "\r\n" : "")
                + "\r\n";
        return response.getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 6455 §4.2.2. Java-WebSocket would format a date, too, which costs a loop 200 ms the first time. */
    private static String acceptKey(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }

    private boolean isOriginAllowed(List<String> lines, Authority host) {
        return lines.size() <= 1 && origins.allows(lines.isEmpty() ? null : lines.get(0), host);
    }

    private static boolean hasBody(RequestHead head) {
        return !head.all("transfer-encoding").isEmpty()
                || head.all("content-length").stream().anyMatch(length -> !length.equals("0"));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES && key.length() == 24;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
