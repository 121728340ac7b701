package parley.server.store.archive;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.server.store.LogEvent;

/**
 * Whether the edits and deletions of a room point at messages, and the messages show it. Takes the events in their
 * order and their current state; four bits for each, and some 100 bytes for an edited message.
 */
public final class TargetCheck {

    private final BitSet messages = new BitSet();
    private final Map<Integer, Long> editedMs = new HashMap<>();
    /** Edited messages of which an edit with their time was seen: theirs is the last one. */
    private final BitSet settled = new BitSet();

    private final BitSet deleted = new BitSet();
    private final BitSet unreadable = new BitSet();

    /** Takes the next event; returns what is wrong with its target, or null. */
    public @Nullable String add(LogEvent event) {
        int seq = Math.toIntExact(event.seq());
        return switch (event.kind()) {
            case MESSAGE -> {
                messages.set(seq);
                if (event.editedMs() != 0) {
                    editedMs.put(seq, event.editedMs());
                }
                deleted.set(seq, event.deleted());
                yield null;
            }
            case EDITED, DELETED -> target(event, seq);
        };
    }

    /** Takes an event that cannot be read: nothing is said of what points at it. */
    public void addUnreadable(long seq) {
        unreadable.set(Math.toIntExact(seq));
    }

    private @Nullable String target(LogEvent event, int seq) {
        if (event.target() < 1 || event.target() >= seq) {
            return "it changes event " + event.target() + ", which is not before it";
        }
        int target = (int) event.target();
        if (unreadable.get(target)) {
            return null;
        }
        if (!messages.get(target)) {
            return "it changes event " + target + ", which is no message";
        }
        return switch (event.kind()) {
            case MESSAGE -> null;
            case EDITED -> deleted.get(target) ? null : edited(target, event.timestampMs());
            case DELETED -> deleted.get(target) ? null : "it deletes message " + target + ", which is still there";
        };
    }

    /** An edit that is written while this reads has a time of its own, and is not seen here. */
    private @Nullable String edited(int target, long timestampMs) {
        Long shown = editedMs.get(target);
        if (shown == null) {
            return "it edits message " + target + ", which does not show it";
        }
        if (shown == timestampMs) {
            settled.set(target);
            return null;
        }
        return settled.get(target) ? "it edits message " + target + ", which shows an earlier edit" : null;
    }
}
