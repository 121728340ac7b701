package parley.acceptance.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promise that was broken.
 *
 * @param kind which one
 * @param story how: the few operations and observations that matter, in words and in order
 */
public record Violation(Kind kind, List<String> story) {
    private static final int LONGEST_QUOTE = 40;

    /** What can be wrong with a history. */
    public enum Kind {
        /** An event of the log that a member never saw. */
        LOST,
        /** One write under two numbers, or one number twice in a timeline. */
        DOUBLED,
        /** A later event before an earlier one, or a number lower than one acknowledged before the write began. */
        SWAPPED,
        /** Something that nobody asked for. */
        PHANTOM,
        /** A refused write in the log. */
        REFUSED_BUT_SEEN,
        /** Two events under one number. */
        SPLIT,
        /** A number that nobody ever saw, below one that was seen. */
        GAP,
        /** Text that was shown again after it was known to be replaced or deleted. */
        RESURRECTED,
        /** An end state that does not follow from the log. */
        DIVERGED
    }

    static Violation of(Kind kind, String... story) {
        return new Violation(kind, List.of(story));
    }

    /** A text as a story shows it: enough to know it by. */
    static String quoted(@Nullable String text) {
        String whole = String.valueOf(text);
        return '"' + (whole.length() > LONGEST_QUOTE ? whole.substring(0, LONGEST_QUOTE) + "…" : whole) + '"';
    }

    @Override
    public String toString() {
        return kind + ": " + String.join(" ", story);
    }
}
