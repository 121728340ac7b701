package parley.server.store.archive;

import parley.server.store.LogEvent;

/** Where imported rooms go. Blocks; one thread. */
public interface RoomTarget {

    /** A room that nobody sees before {@link #publish}. */
    interface Writer {
        /** Adds the next event, from number 1 on. */
        void add(LogEvent event);

        /** Writes out what was added. Nothing more will come. */
        void end();

        /**
         * Makes the room visible, whole and at once, under an epoch of its own.
         *
         * @throws ArchiveException when a room of this id has come into being meanwhile
         */
        void publish() throws ArchiveException;

        /** Throws away what was written; returns whether the store still answers. */
        boolean discard();
    }

    /** Returns whether there is anything of a room already. */
    boolean exists(String room);

    /** Begins a room. */
    Writer create(String room);
}
