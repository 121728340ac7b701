package parley.client;

import java.io.IOException;
import java.util.List;

/** Own writes that the log does not have yet. Used by one client at a time, on its thread. */
public interface Outbox extends AutoCloseable {
    /** All items, in the order in which they were first put. */
    List<OutboxItem> items();

    /**
     * Adds an item, or replaces the one with the same ref in its place. What is put is durable when this returns.
     *
     * @throws IOException when it could not be stored; the item then counts as not put
     */
    void put(OutboxItem item) throws IOException;

    /** Forgets an item. Need not be durable: an item that comes back is sent again under the same ref, which is safe. */
    void remove(String ref) throws IOException;

    @Override
    void close() throws IOException;
}
