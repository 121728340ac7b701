package parley.server.websocket;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Host and port as in a {@code Host} header (RFC 9110 §7.2), in a form in which equal things are equal: lower case, without
 * the trailing dot of a fully qualified name, IPv6 addresses in their longest form. Never asks a name server.
 *
 * @param host a name or an address, never empty; IPv6 in brackets
 * @param port 1 to 65,535, or {@link #NO_PORT}
 */
public record Authority(String host, int port) {
    /** The port was not written, so it is the default one of whatever scheme is in use. */
    public static final int NO_PORT = -1;

    private static final int LONGEST_NAME = 253;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");

    /** Empty when the text is not a host with an optional port: user names, paths, lists and escapes are not. */
    public static Optional<Authority> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        boolean hasPort = colon > lower.lastIndexOf(']');
        int port = NO_PORT;
        if (hasPort) {
            String digits = lower.substring(colon + 1);
            if (!PORT.matcher(digits).matches() || Integer.parseInt(digits) > 0xFFFF) {
                return Optional.empty();
            }
            port = Integer.parseInt(digits);
        }
        int number = port;
        return normalHost(hasPort ? lower.substring(0, colon) : lower).map(host -> new Authority(host, number));
    }

    /** True for IPv4 and IPv6 addresses, as opposed to names. */
    public boolean isAddress() {
        return host.startsWith("[") || IPV4.matcher(host).matches();
    }

    /** The port, or the given one when none was written. */
    public int portOr(int defaultPort) {
        return port == NO_PORT ? defaultPort : port;
    }

    private static Optional<String> normalHost(String host) {
        if (host.startsWith("[")) {
            return IPV6.matcher(host).matches() ? normalIpv6(host) : Optional.empty();
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private static Optional<String> normalIpv6(String host) {
        try {
            // What is in brackets and made of these characters is parsed, never looked up.
            String address = InetAddress.getByName(host).getHostAddress();
            return Optional.of(address.indexOf(':') < 0 ? address : "[" + address + "]");
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
