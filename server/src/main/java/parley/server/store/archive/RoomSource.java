package parley.server.store.archive;

import java.io.IOException;
import java.util.Collection;
import parley.server.store.LogEvent;

/** Rooms to be exported. Blocks; one thread. */
public interface RoomSource {

    /** What is read of one room: its head, then its events from 1 on without a gap. */
    interface Reader {
        /**
         * Begins.
         *
         * @param epoch the epoch in which the numbers count
         * @param newestSeq how many events there will be
         */
        void head(String epoch, long newestSeq) throws IOException;

        /** Takes an event in its current state; an edit has no text of its own. */
        void event(LogEvent event) throws IOException;
    }

    /** Returns the id of the data set that holds the rooms. */
    String dataSetId();

    /** Returns the ids of all rooms that have events, sorted. */
    Collection<String> rooms();

    /**
     * Reads a room as it is now.
     *
     * @throws ArchiveException when it cannot be read to its end
     * @throws IOException what the reader throws
     */
    void read(String room, Reader reader) throws IOException, ArchiveException;
}
