package parley.server.cli;

import java.util.Optional;
import parley.server.store.HouseRules;
import parley.server.store.LogEvent;

/**
 * Which messages are to be deleted.
 *
 * @param kind by person or by name; a name is the one under which they were written
 * @param who the person's id, or the name as it was shown
 * @param fromMs not before, milliseconds since 1970
 * @param toMs before
 * @param room only there
 * @param dryRun whether to change nothing and only say how many there are
 */
public record Deletion(
        HouseRules.Kind kind, String who, long fromMs, long toMs, Optional<String> room, boolean dryRun) {

    /** Whether it concerns an author. */
    public boolean concerns(LogEvent message) {
        String author = kind == HouseRules.Kind.PERSON ? message.user() : message.username();
        return who.equals(author) && message.timestampMs() >= fromMs && message.timestampMs() < toMs;
    }
}
