package parley.desktop.view;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.Link;

/**
 * Cuts a text where it has to be drawn in another way: emoji, letters that need a font of their own, words that run to the left.
 * Also leaves out what nobody could read: marks that are stacked higher, because shaping a few thousand of them takes seconds,
 * characters that turn the order of others around, and those that nobody should see but fonts draw as boxes.
 * Stateless.
 */
final class TextRuns {
    /** A word with the white space after it, or a piece of one that is too long to be a word. */
    private static final Pattern WORD = Pattern.compile("\\S{1,40}\\s*|\\s+");

    /**
     * JavaFX shapes the rest of a run anew for each line that it breaks off: a run of 4,000 letters takes it seconds in a script
     * whose letters are shaped together, and pieces of this length a tenth of one.
     */
    static final int LONGEST_SHAPED = 200;

    /** Nothing below is shaped together. */
    private static final int FIRST_SHAPED = 0x0300;

    /** More marks than this on one letter are not drawn; no language stacks as many. */
    static final int MOST_MARKS = 8;

    /** How a run is drawn. */
    enum Kind {
        PLAIN,
        HAN,
        KANA,
        HANGUL,
        /** One emoji, drawn as an image. */
        EMOJI
    }

    /**
     * A piece of text that is drawn in one way.
     *
     * @param start where it begins in the whole text; what is not drawn belongs to the run before it
     * @param link where it leads, when it is (a piece of) a web address
     */
    record Run(Kind kind, String text, int start, @Nullable URI link) {}

    private TextRuns() {}

    static List<Run> of(String text, EmojiSheet emoji) {
        List<Run> runs = new ArrayList<>();
        int at = 0;
        for (Link link : Link.in(text)) {
            cut(runs, text, at, link.start(), emoji, null);
            cut(runs, text, link.start(), link.end(), emoji, link.target());
            at = link.end();
        }
        cut(runs, text, at, text.length(), emoji, null);
        return Direction.mayRunLeft(text) ? words(runs) : pieces(runs);
    }

    /** Also ends a run before what is not drawn, so that offsets inside of a run are those of the text. */
    private static void cut(List<Run> runs, String text, int from, int to, EmojiSheet emoji, @Nullable URI link) {
        Kind current = Kind.PLAIN;
        int start = from;
        int marks = 0;
        for (int i = from; i < to; ) {
            int emojiEnd = link == null ? emoji.end(text, i) : i;
            int c = text.codePointAt(i);
            int next = Math.max(emojiEnd, i + Character.charCount(c));
            marks = isMark(c) ? marks + 1 : 0;
            if (marks > MOST_MARKS || isDirectionControl(c) || isInvisible(c)) {
                add(runs, current, text, start, i, link);
                start = next;
            } else {
                Kind kind = emojiEnd > i
                        ? Kind.EMOJI
                        : Character.isWhitespace(c) && current != Kind.EMOJI ? current : kind(c);
                if (kind != current || kind == Kind.EMOJI) {
                    add(runs, current, text, start, i, link);
                    current = kind;
                    start = i;
                }
            }
            i = next;
        }
        add(runs, current, text, start, to, link);
    }

    /** The kind of letters of which a short text such as a name needs the font; PLAIN when it needs none. */
    static Kind needed(String text) {
        return text.codePoints()
                .mapToObj(TextRuns::kind)
                .filter(kind -> kind != Kind.PLAIN)
                .findFirst()
                .orElse(Kind.PLAIN);
    }

    private static void add(List<Run> runs, Kind kind, String text, int start, int end, @Nullable URI link) {
        if (start < end) {
            runs.add(new Run(kind, text.substring(start, end), start, link));
        }
    }

    private static Kind kind(int c) {
        if (c < 0x1100) {
            return Kind.PLAIN;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return switch (script) {
            case HAN, BOPOMOFO -> Kind.HAN;
            case HIRAGANA, KATAKANA -> Kind.KANA;
            case HANGUL -> Kind.HANGUL;
            default -> ofNoScript(c);
        };
    }

    /** Signs that several scripts share, such as the long-vowel mark of katakana, ideographic full stops, full-width forms. */
    private static Kind ofNoScript(int c) {
        if (c >= 0x3040 && c <= 0x30FF) {
            return Kind.KANA;
        }
        boolean east = (c >= 0x3000 && c <= 0x303F) || (c >= 0x3190 && c <= 0x33FF) || (c >= 0xFF00 && c <= 0xFFEF);
        return east ? Kind.HAN : Kind.PLAIN;
    }

    /** JavaFX 21 on Linux breaks a run that goes to the left at the wrong letter; a run that is a word is never broken. */
    private static List<Run> words(List<Run> runs) {
        List<Run> words = new ArrayList<>();
        for (Run run : runs) {
            if (run.kind() == Kind.EMOJI) {
                words.add(run);
                continue;
            }
            Matcher matcher = WORD.matcher(run.text());
            while (matcher.find()) {
                words.add(new Run(run.kind(), matcher.group(), run.start() + matcher.start(), run.link()));
            }
        }
        return words;
    }

    private static List<Run> pieces(List<Run> runs) {
        List<Run> pieces = new ArrayList<>();
        for (Run run : runs) {
            String text = run.text();
            int from = 0;
            if (text.length() > LONGEST_SHAPED && text.chars().anyMatch(c -> c >= FIRST_SHAPED)) {
                for (int end = end(text, from); end < text.length(); end = end(text, from)) {
                    pieces.add(new Run(run.kind(), text.substring(from, end), run.start() + from, run.link()));
                    from = end;
                }
            }
            pieces.add(from == 0 ? run : new Run(run.kind(), text.substring(from), run.start() + from, run.link()));
        }
        return pieces;
    }

    /** Where a piece ends: behind a space if there is one, and never between what is drawn as one letter. */
    private static int end(String text, int from) {
        int most = from + LONGEST_SHAPED;
        if (most >= text.length()) {
            return text.length();
        }
        for (int end = most; end > from; end--) {
            if (Character.isWhitespace(text.charAt(end - 1))) {
                return end;
            }
        }
        int end = most;
        while (end > from + LONGEST_SHAPED / 2 && belongsToTheOneBefore(text.codePointAt(end))) {
            end--;
        }
        return end;
    }

    private static boolean belongsToTheOneBefore(int c) {
        int type = Character.getType(c);
        return isMark(c)
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.FORMAT
                || type == Character.SURROGATE;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    /** They only turn the order of others around, which would let a message say one thing and show another. */
    private static boolean isDirectionControl(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    /** Without the joiners, which shape the letters beside them, and the direction marks, which order those. */
    private static boolean isInvisible(int c) {
        return c == 0x061C || c == 0x180E || c == 0x200B || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
    }
}
