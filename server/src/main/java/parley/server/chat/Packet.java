package parley.server.chat;

/** A message in the form in which the transport sends it: encoded once, shared by all receivers, never changed. */
public interface Packet {
    /** Size on the wire, in bytes. */
    int bytes();
}
