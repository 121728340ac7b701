package parley.server.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What the addresses have used, in the memory of this node: it needs no store, so it can neither fail open nor closed, and a
 * restart forgets it. Of 50,000 addresses at most; those that are seen least are forgotten first. Any thread.
 */
public final class AddressBook {
    /** The rates that every address has. */
    static final List<Bound> RATES = List.of(
            Bound.HANDSHAKES_PER_ADDRESS,
            Bound.REQUESTS_PER_ADDRESS,
            Bound.MESSAGES_PER_ADDRESS,
            Bound.BYTES_PER_ADDRESS,
            Bound.PEOPLE_PER_ADDRESS,
            Bound.ROOMS_PER_ADDRESS);

    private static final int MOST = 50_000;

    private final Limits limits;
    private final Cache<InetAddress, AddressUse> uses;

    /** An empty book. */
    public AddressBook(Limits limits) {
        this.limits = limits;
        uses = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(longestRefill())
                .executor(Runnable::run)
                .build();
    }

    /** By then whatever was used up is whole again, and nobody gains by being forgotten. */
    private Duration longestRefill() {
        long nanos = RATES.stream()
                .map(limits::of)
                .filter(Quantity::isRate)
                .mapToLong(rate -> rate.nanosFor(rate.atOnce()))
                .max()
                .orElse(1);
        return Duration.ofNanos(nanos);
    }

    /** How much each address may use. */
    public Limits limits() {
        return limits;
    }

    /**
     * What the network of this address has used.
     *
     * @param nowNanos the monotonic time of the loops
     */
    public AddressUse of(InetAddress address, long nowNanos) {
        return uses.get(Networks.of(address), network -> new AddressUse(network, limits, nowNanos));
    }
}
