package parley.server.store.archive;

/**
 * How much it was.
 *
 * @param rooms rooms
 * @param events their events of all kinds
 */
public record Totals(long rooms, long events) {

    /** Such as {@code 3 rooms with 1,234 events}. */
    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%s with %s", count(rooms, "room"), count(events, "event"));
    }

    private static String count(long number, String what) {
        return String.format(java.util.Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}
