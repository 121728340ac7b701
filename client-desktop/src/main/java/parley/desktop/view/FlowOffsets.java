package parley.desktop.view;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Translates between offsets in a message's text and those in what is drawn of it, where an emoji counts one and what cannot
 * be read counts nothing. Immutable.
 */
final class FlowOffsets {
    private final List<TextRuns.Run> runs;
    private final int[] starts;
    private final int textLength;
    private final int drawnLength;

    FlowOffsets(List<TextRuns.Run> runs, String text) {
        this.runs = runs;
        this.starts = new int[runs.size()];
        this.textLength = text.length();
        int drawn = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = drawn;
            drawn += drawnLength(runs.get(i));
        }
        this.drawnLength = drawn;
    }

    /** The offset in the text; what is not drawn belongs to what is drawn before it. */
    int inText(int drawn) {
        if (drawn <= 0) {
            return 0;
        }
        if (drawn >= drawnLength) {
            return textLength;
        }
        int run = last(i -> starts[i] <= drawn);
        return runs.get(run).start() + (drawn - starts[run]);
    }

    /** The offset in what is drawn. */
    int drawn(int inText) {
        int run = last(i -> runs.get(i).start() <= inText);
        if (run < 0) {
            return 0;
        }
        return starts[run] + Math.min(inText - runs.get(run).start(), drawnLength(runs.get(run)));
    }

    private int last(IntPredicate condition) {
        int found = -1;
        for (int i = 0; i < starts.length && condition.test(i); i++) {
            found = i;
        }
        return found;
    }

    private static int drawnLength(TextRuns.Run run) {
        return run.kind() == TextRuns.Kind.EMOJI ? 1 : run.text().length();
    }
}
