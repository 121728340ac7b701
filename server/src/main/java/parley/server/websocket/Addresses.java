package parley.server.websocket;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** IP addresses without a name server. Any thread. */
public final class Addresses {
    private Addresses() {}

    /** @param raw 4 or 16 bytes */
    static InetAddress of(byte[] raw) {
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An address has 4 or 16 bytes, not " + raw.length, e);
        }
    }

    /** An address as text, IPv6 with or without brackets, perhaps with a port; empty for anything else. */
    public static Optional<InetAddress> parse(String text) {
        boolean bareIpv6 = !text.startsWith("[") && text.indexOf(':') != text.lastIndexOf(':');
        return Authority.parse(bareIpv6 ? "[" + text + "]" : text)
                .filter(Authority::isAddress)
                .flatMap(authority -> literal(authority.host()));
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
