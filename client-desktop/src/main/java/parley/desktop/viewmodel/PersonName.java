package parley.desktop.viewmodel;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.model.Limit;
import parley.model.MessageText;

/** How names are checked as typed and how they are shown. The server decides; this saves a round trip. Stateless. */
public final class PersonName {
    private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");
    private static final Pattern NOT_IN_NAMES =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\u034F\\u115F\\u1160"
                    + "\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]");
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final Pattern ONLY_MARKS_AND_SPACE = Pattern.compile("[\\p{M}\\p{Z}]*");

    private PersonName() {}

    /** What is wrong with a name; the words are under {@code name.} and the lower-case name of the constant. */
    public enum Problem {
        BLANK,
        CONTROL,
        MARKS,
        LONG
    }

    /** The name as the server is going to write it: NFKC, trimmed, runs of spaces as one. */
    public static String normal(String typed) {
        String composed = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        int start = 0;
        int end = composed.length();
        while (start < end && isSpace(composed.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(composed.charAt(end - 1))) {
            end--;
        }
        return SPACES.matcher(composed.substring(start, end)).replaceAll(" ");
    }

    /** What is wrong with a name as typed, as far as can be told here. */
    public static Optional<Problem> problem(String typed) {
        String name = normal(typed);
        if (name.isEmpty()) {
            return Optional.of(Problem.BLANK);
        }
        if (NOT_IN_NAMES.matcher(name).find()) {
            return Optional.of(Problem.CONTROL);
        }
        if (ONLY_MARKS_AND_SPACE.matcher(name).matches()) {
            return Optional.of(Problem.MARKS);
        }
        boolean isLong = name.codePointCount(0, name.length()) > Limit.NAME_LENGTH.value();
        return isLong ? Optional.of(Problem.LONG) : Optional.empty();
    }

    /** The first letter that a reader sees, upper case. */
    public static String initial(String name) {
        String first = firstGrapheme(name);
        String upper = first.toUpperCase(Locale.ROOT);
        return upper.codePointCount(0, upper.length()) > first.codePointCount(0, first.length()) ? first : upper;
    }

    /** "david" becomes "David"; scripts without capitals stay as they are (Georgian has capitals, but no title case). */
    public static String capitalised(String name) {
        String first = firstGrapheme(name);
        if (first.isEmpty()) {
            return name;
        }
        int letter = first.codePointAt(0);
        boolean georgian = letter >= 0x10D0 && letter <= 0x10FF;
        if (Character.getType(letter) != Character.LOWERCASE_LETTER || georgian) {
            return name;
        }
        return initial(name) + name.substring(first.length());
    }

    private static boolean isSpace(char c) {
        return MessageText.isWhiteSpace(c);
    }

    /** Not by {@link java.text.BreakIterator}, which in Java 17 takes flags and skin tones apart. */
    private static String firstGrapheme(String name) {
        Matcher first = GRAPHEME.matcher(name);
        return first.lookingAt() ? first.group() : "";
    }
}
