package parley.client;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The items of one lane, in memory and in the outbox; tells of every change of their state. On the client's thread. */
final class LaneItems {
    private static final Logger LOG = LoggerFactory.getLogger(LaneItems.class);
    private static final String NOT_SAVED = "This could not be saved on this device: is its disk full? Try again.";

    private final Outbox outbox;
    private final Consumer<Outgoing> published;
    private final Map<String, OutboxItem> items = new LinkedHashMap<>();

    LaneItems(Outbox outbox, Consumer<Outgoing> published) {
        this.outbox = outbox;
        this.published = published;
    }

    @Nullable
    OutboxItem get(@Nullable String ref) {
        return ref == null ? null : items.get(ref);
    }

    /** The first that waits to be sent. */
    @Nullable
    OutboxItem next() {
        for (OutboxItem item : items.values()) {
            if (item.state() == Outgoing.State.QUEUED) {
                return item;
            }
        }
        return null;
    }

    /** Takes over what an outbox held; items that are only in memory stay behind it. */
    void load(List<OutboxItem> held) {
        Map<String, OutboxItem> inMemory = new LinkedHashMap<>(items);
        items.clear();
        for (OutboxItem item : held) {
            items.put(item.ref(), item);
            if (inMemory.remove(item.ref()) == null) {
                publish(item, item.state(), 0, item.code(), item.sentence());
            }
        }
        items.putAll(inMemory);
    }

    /** Drops from view what is not {@code own}; it stays in the outbox for whose it is. */
    void keep(Predicate<OutboxItem> own) {
        List<OutboxItem> foreign = items.values().stream().filter(own.negate()).toList();
        for (OutboxItem item : foreign) {
            items.remove(item.ref());
            publish(item, Outgoing.State.DISCARDED, 0, null, "");
        }
    }

    /** Saves an item; when this is not possible it is FAILED, in memory, and the answer false. */
    boolean save(OutboxItem item) {
        try {
            items.put(item.ref(), item);
            outbox.put(item);
            return true;
        } catch (IOException e) {
            LOG.warn("The outbox could not be written.", e);
            items.put(item.ref(), item.with(Outgoing.State.FAILED, null, NOT_SAVED));
            publish(item, Outgoing.State.FAILED, 0, null, NOT_SAVED);
            return false;
        }
    }

    /** Saves an item and tells of its state. */
    boolean settle(OutboxItem item) {
        boolean saved = save(item);
        if (saved) {
            publish(item, item.state(), 0, item.code(), item.sentence());
        }
        return saved;
    }

    /** The log has it, or the person threw it away. */
    void finish(OutboxItem item, Outgoing.State state, long seq) {
        items.remove(item.ref());
        try {
            outbox.remove(item.ref());
        } catch (IOException e) {
            // It will come back and be sent again under the same ref, which is safe.
            LOG.warn("The outbox could not be written.", e);
        }
        publish(item, state, seq, null, "");
    }

    /** Tells of a state that need not survive a crash. */
    void publish(OutboxItem item, Outgoing.State state, long seq, @Nullable String code, String sentence) {
        published.accept(new Outgoing(
                item.ref(),
                item.room(),
                item.kind(),
                item.target(),
                item.text(),
                item.createdMs(),
                state,
                seq,
                code,
                sentence));
    }
}
