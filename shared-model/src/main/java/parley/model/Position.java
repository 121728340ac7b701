package parley.model;

import org.jspecify.annotations.Nullable;

/**
 * "I have everything of this room up to and including this event" (protocol §2).
 *
 * @param room room id
 * @param epoch opaque; numbers of different epochs have nothing to do with each other
 * @param seq number of the newest event held, 0 for none
 * @param timestamp that event's timestamp; null when unknown
 */
public record Position(
        String room, String epoch, long seq, @Nullable String timestamp) {}
