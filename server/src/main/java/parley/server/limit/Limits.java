package parley.server.limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What this server allows, and how often somebody wanted more. Any thread. */
public final class Limits {
    private final Map<Bound, Row> rows = new EnumMap<>(Bound.class);

    private record Row(Quantity quantity, LongAdder reached) {}

    private Limits(Map<Bound, Quantity> changed, boolean rates) {
        for (Bound bound : Bound.values()) {
            Quantity quantity = changed.getOrDefault(bound, bound.usual());
            rows.put(bound, new Row(quantity.isRate() && !rates ? Quantity.of(0) : quantity, new LongAdder()));
        }
    }

    /** The usual ones. */
    public static Limits usual() {
        return new Limits(Map.of(), true);
    }

    /**
     * The usual ones, but for some.
     *
     * @param rates false for no limit on any rate
     */
    public static Limits with(Map<Bound, Quantity> changed, boolean rates) {
        return new Limits(changed, rates);
    }

    /** How much of it is allowed. */
    public Quantity of(Bound bound) {
        return row(bound).quantity();
    }

    /** The amount, or the burst of a rate; 0 for no limit. */
    public int amount(Bound bound) {
        return (int) of(bound).atOnce();
    }

    /** A rate that nothing has been taken from yet. */
    public RateLimit rate(Bound bound, long nowNanos) {
        return new RateLimit(this, bound, nowNanos);
    }

    /** Somebody wanted more than is allowed. */
    public void reached(Bound bound) {
        row(bound).reached().increment();
    }

    /** How often that was since the start. */
    public LongAdder timesReached(Bound bound) {
        return row(bound).reached();
    }

    private Row row(Bound bound) {
        return Objects.requireNonNull(rows.get(bound));
    }
}
