package parley.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An outbox that lives as long as the process: for bots and tests. */
public final class MemoryOutbox implements Outbox {
    private final Map<String, OutboxItem> items = new LinkedHashMap<>();

    @Override
    public synchronized List<OutboxItem> items() {
        return List.copyOf(items.values());
    }

    @Override
    public synchronized void put(OutboxItem item) {
        items.put(item.ref(), item);
    }

    @Override
    public synchronized void remove(String ref) {
        items.remove(ref);
    }

    @Override
    public void close() {}
}
