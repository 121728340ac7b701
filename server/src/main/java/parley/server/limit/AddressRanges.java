package parley.server.limit;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Many ranges. Whether one has an address takes a look for each length of prefix, however many there are. Any thread. */
public final class AddressRanges {
    private final Set<AddressRange> ranges;
    private final Set<Integer> lengths;

    /** These ones. */
    public AddressRanges(Collection<AddressRange> ranges) {
        this.ranges = Set.copyOf(ranges);
        lengths = ranges.stream().map(AddressRange::bits).collect(Collectors.toCollection(TreeSet::new));
    }

    boolean contain(InetAddress address) {
        return lengths.stream().anyMatch(bits -> ranges.contains(AddressRange.of(address, bits)));
    }
}
