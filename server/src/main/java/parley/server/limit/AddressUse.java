package parley.server.limit;

import java.net.InetAddress;

/** What one address has used of the rates that it has. Any thread. */
public final class AddressUse {
    private final InetAddress network;
    private final RateLimit[] rates;

    AddressUse(InetAddress network, Limits limits, long nowNanos) {
        this.network = network;
        rates = AddressBook.RATES.stream()
                .map(bound -> limits.rate(bound, nowNanos))
                .toArray(RateLimit[]::new);
    }

    /** The address, or the network that counts as one. */
    public InetAddress network() {
        return network;
    }

    /** One of the rates of {@link AddressBook#RATES}. */
    public RateLimit rate(Bound bound) {
        return rates[AddressBook.RATES.indexOf(bound)];
    }

    /** Whether this address is in one of them. */
    public boolean isIn(AddressRanges ranges) {
        return ranges.contain(network);
    }
}
