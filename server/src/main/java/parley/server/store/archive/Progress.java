package parley.server.store.archive;

/** Told how far it is, often; whoever shows it decides how much of that is worth a line. */
@FunctionalInterface
public interface Progress {

    /**
     * Tells how far it is.
     *
     * @param rooms rooms that are done
     * @param events events that are done, those of the present room included
     */
    void at(long rooms, long events);
}
