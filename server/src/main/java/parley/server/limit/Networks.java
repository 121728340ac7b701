package parley.server.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What counts as one address: an IPv4 address, or an IPv6 network of /64, which is what one household or machine is given. */
public final class Networks {
    private static final int IPV6_NETWORK_BYTES = 8;

    private Networks() {}

    /** The address itself, or the first one of its network. Any thread. */
    public static InetAddress of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, IPV6_NETWORK_BYTES, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of " + network.length + " bytes", impossible);
        }
    }
}
