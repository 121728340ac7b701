package parley.server.chat;

/** Clients of one loop who get the same messages. On that loop's thread only. */
public interface Audience {
    /** Adds a client, who gets what is sent from now on. */
    Seat join(Outbound client);

    /** Sends to all what {@link Outbound#send} would send to one. */
    void send(Packet packet);

    /** How many clients. */
    int size();

    /** A client's place. */
    interface Seat {
        /** The client gets nothing that is sent from now on. Once. */
        void leave();
    }
}
