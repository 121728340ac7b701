package parley.server.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits (RFC 4632, RFC 4291 §2.3). Longer prefixes of IPv6 than /64 count as /64, because
 * no more is known of who is there.
 *
 * @param first the lowest one
 * @param bits how many bits they share: 0 to 32, or 0 to 64
 */
public record AddressRange(InetAddress first, int bits) {
    private static final Pattern TEXT = Pattern.compile("([0-9a-fA-F:.]{2,45})(?:/(\\d{1,3}))?");
    private static final int IPV6_BITS = 64;

    /** Reads {@code 192.0.2.7}, {@code 192.0.2.0/24} or {@code 2001:db8::/32}; empty for anything else. Asks no name server. */
    public static Optional<AddressRange> parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String address = parts.group(1);
        boolean version6 = address.indexOf(':') >= 0;
        if (!version6 && !address.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return Optional.empty();
        }
        int all = version6 ? 128 : 32;
        int bits = parts.group(2) == null ? all : Integer.parseInt(parts.group(2));
        try {
            InetAddress literal = InetAddress.getByName(version6 ? "[" + address + "]" : address);
            // An IPv4 address in IPv6's clothes is one of IPv4.
            boolean clothes = version6 && literal.getAddress().length == 4;
            return bits > all ? Optional.empty() : Optional.of(of(literal, clothes ? Math.max(0, bits - 96) : bits));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The range of this prefix length in which an address is. */
    static AddressRange of(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        int kept = bytes.length == 4 ? Math.min(bits, 32) : Math.min(bits, IPV6_BITS);
        for (int i = 0; i < bytes.length; i++) {
            int left = Math.max(0, Math.min(8, kept - 8 * i));
            bytes[i] &= (byte) (0xFF00 >> left);
        }
        try {
            return new AddressRange(InetAddress.getByAddress(bytes), kept);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", impossible);
        }
    }

    /** As it is written: the address alone when the range has but one. */
    @Override
    public String toString() {
        String address = first.getHostAddress();
        return bits == 32 && first.getAddress().length == 4 ? address : address + "/" + bits;
    }
}
