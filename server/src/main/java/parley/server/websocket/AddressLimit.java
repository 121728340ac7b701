package parley.server.websocket;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many WebSocket connections one address may have at a time, over all loops. An IPv6 network of /64 counts as one
 * address, because that is what one household or machine is given. Any thread.
 */
public final class AddressLimit {
    private static final int IPV6_NETWORK_BYTES = 8;

    private final int most;
    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    /**
     * Nobody is counted yet.
     *
     * @param most connections of one address; 0: no limit
     */
    public AddressLimit(int most) {
        this.most = most;
    }

    /** Counts one more, unless that were too many; then false, and nothing was counted. */
    public boolean enter(InetAddress address) {
        if (most == 0) {
            return true;
        }
        boolean[] entered = new boolean[1];
        counts.compute(networkOf(address), (network, count) -> {
            int before = count == null ? 0 : count;
            entered[0] = before < most;
            return entered[0] ? before + 1 : before;
        });
        return entered[0];
    }

    /** One that had entered has gone. */
    public void leave(InetAddress address) {
        if (most > 0) {
            counts.computeIfPresent(networkOf(address), (network, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Addresses that have connections now. */
    public int addresses() {
        return counts.size();
    }

    private static InetAddress networkOf(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, IPV6_NETWORK_BYTES, network.length, (byte) 0);
        return Addresses.of(network);
    }
}
