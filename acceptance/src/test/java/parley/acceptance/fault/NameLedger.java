package parley.acceptance.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who had which name and when, as far as clients can know: from a welcome until the hold after the end of that connection
 * has passed. Finds names that two people had at once. On one thread.
 */
final class NameLedger {
    /** The hold is measured by another clock than ours. */
    private static final Duration CLOCKS = Duration.ofMillis(20);

    private final long startNanos = System.nanoTime();
    private final long holdNanos;
    private final List<Holding> holdings = new ArrayList<>();

    /** A connection of a person under a name; without an end while it lives. */
    static final class Holding {
        private final String user;
        private final String name;
        private final long fromNanos;
        private long toNanos = Long.MAX_VALUE;

        private Holding(String user, String name, long fromNanos) {
            this.user = user;
            this.name = name;
            this.fromNanos = fromNanos;
        }

        boolean isOf(String asked) {
            return name.equals(asked);
        }

        private boolean isBesides(Holding later) {
            return !user.equals(later.user) && toNanos > later.fromNanos && later.toNanos > later.fromNanos;
        }

        private String told() {
            return user + " from " + fromNanos / 1_000 + (toNanos == Long.MAX_VALUE ? "" : " to " + toNanos / 1_000)
                    + " µs";
        }
    }

    /** A ledger for names that are held for this long after a person's last connection. */
    NameLedger(Duration hold) {
        holdNanos = hold.minus(CLOCKS).toNanos();
    }

    /** The time, on the ledger's scale. */
    long now() {
        return System.nanoTime() - startNanos;
    }

    /** A connection was welcomed under a name, or got another one. */
    Holding holds(String user, String name, long atNanos) {
        Holding holding = new Holding(user, name, atNanos);
        holdings.add(holding);
        return holding;
    }

    /** The connection ended at that time, or later: the hold begins. */
    void ended(Holding holding, long atNanos) {
        holding.toNanos = atNanos + holdNanos;
    }

    /** The person asked for another name: from then on nothing says that this one is still theirs. */
    void renamed(Holding holding, long atNanos) {
        holding.toNanos = atNanos;
    }

    /** Two people who had this name at once, in words. */
    Optional<String> heldByTwo(String name) {
        List<Holding> inOrder = holdings.stream()
                .filter(holding -> holding.isOf(name))
                .sorted(Comparator.comparingLong(holding -> holding.fromNanos))
                .toList();
        for (int i = 0; i < inOrder.size(); i++) {
            for (Holding later : inOrder.subList(i + 1, inOrder.size())) {
                if (inOrder.get(i).isBesides(later)) {
                    return Optional.of(name + ": " + inOrder.get(i).told() + ", " + later.told());
                }
            }
        }
        return Optional.empty();
    }
}
