package parley.server.limit;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many of something one address may have at a time, over all loops. Any thread. */
public final class AddressLimit {
    private final Limits limits;
    private final Bound bound;
    private final int most;
    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    /** Nobody is counted yet. */
    public AddressLimit(Limits limits, Bound bound) {
        this.limits = limits;
        this.bound = bound;
        most = limits.amount(bound);
    }

    /** Counts one more, unless that were too many; then false, and nothing was counted. */
    public boolean enter(InetAddress address) {
        if (most == 0) {
            return true;
        }
        boolean[] entered = new boolean[1];
        counts.compute(Networks.of(address), (network, count) -> {
            int before = count == null ? 0 : count;
            entered[0] = before < most;
            return entered[0] ? before + 1 : before;
        });
        if (!entered[0]) {
            limits.reached(bound);
        }
        return entered[0];
    }

    /** One that had entered has gone. */
    public void leave(InetAddress address) {
        if (most > 0) {
            counts.computeIfPresent(Networks.of(address), (network, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Addresses that are counted now. */
    public int addresses() {
        return counts.size();
    }
}
