package parley.server.chat;

/** What carries messages to clients. */
public interface Transport {
    /**
     * Wraps a message. Any thread.
     *
     * @param utf8 the JSON text; must not be changed afterwards
     */
    Packet frame(byte[] utf8);

    /** Makes an audience, empty. On the loop of those who are going to be in it. */
    Audience audience();
}
