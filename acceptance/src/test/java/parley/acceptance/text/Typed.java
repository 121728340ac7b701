package parley.acceptance.text;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** What protocol §3 makes of what somebody typed, written a second time so that the server's own rules are not their judge. */
final class Typed {
    private static final String SPACE =
            "[\\t-\\r \\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF]+";
    private static final Pattern TRAILING = Pattern.compile(SPACE + "\\z");
    private static final Pattern AROUND = Pattern.compile("\\A" + SPACE + "|" + SPACE + "\\z");
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");
    private static final int LONGEST_NAME = 32;

    private Typed() {}

    /** The text of a message; nothing is left of one that is {@code empty}. */
    static String message(String typed) {
        return TRAILING.matcher(typed).replaceAll("");
    }

    /** The name; none when it is {@code name_invalid}. */
    static Optional<String> name(String typed) {
        String name = AROUND.matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("")
                .replaceAll("\\p{Zs}+", " ");
        boolean valid = !name.isEmpty()
                && name.codePointCount(0, name.length()) <= LONGEST_NAME
                && !NOT_IN_NAMES.matcher(name).find();
        return valid ? Optional.of(name) : Optional.empty();
    }

    /** A name as page and desktop show it. */
    static String shownName(String name) {
        return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }
}
