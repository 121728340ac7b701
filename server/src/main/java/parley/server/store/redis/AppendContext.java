package parley.server.store.redis;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** What all appends of a node share. Lane thread. */
final class AppendContext {

    private static final long DAY_MS = 86_400_000L;

    private final DataSet dataSet;
    private final BooleanSupplier full;
    private final InstantSource clock;
    private final RoomHints hints = new RoomHints();
    private long daysAhead;

    AppendContext(DataSet dataSet, BooleanSupplier full, InstantSource clock) {
        this.dataSet = dataSet;
        this.full = full;
        this.clock = clock;
    }

    String dataSetId() {
        return dataSet.id();
    }

    boolean full() {
        return full.getAsBoolean();
    }

    RoomHints hints() {
        return hints;
    }

    /** Returns the time by this node's clock, milliseconds since 1970. */
    long clockMs() {
        return clock.millis();
    }

    /** Returns the UTC day by Redis' clock, as far as known: days since 1970. */
    long day() {
        return clock.millis() / DAY_MS + daysAhead;
    }

    /** Learns the UTC day by Redis' clock. */
    void setDay(long day) {
        daysAhead = day - clock.millis() / DAY_MS;
    }
}
