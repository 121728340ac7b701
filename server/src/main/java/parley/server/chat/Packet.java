package parley.server.chat;

/** A message in the form in which the transport sends it: encoded once, shared by all receivers, never changed. */
public interface Packet {
    /** Size on the wire, in bytes. */
    int bytes();

    /** Makes packets. Any thread. */
    interface Framing {
        /**
         * Wraps a message.
         *
         * @param utf8 the JSON text; must not be changed afterwards
         */
        Packet frame(byte[] utf8);
    }
}
