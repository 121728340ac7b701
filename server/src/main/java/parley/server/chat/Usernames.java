package parley.server.chat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.model.Limit;
import parley.model.MessageText;

/**
 * What a username may be, and when two are the same (protocol §3). Names are compared by the skeleton of Unicode Technical
 * Standard 39 and by case folding. Thread-safe.
 */
public final class Usernames {
    /** No name is this long, whatever normalisation makes of it; keeps the work for a stranger's text small. */
    private static final int MAX_RAW_LENGTH = 256;

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final SpoofChecker SPOOF = new SpoofChecker.Builder().build();
    /** Latin, Greek and Cyrillic: what looks like a small l, and is the capital of what looks like a small i. */
    private static final Pattern CAPITAL_I = Pattern.compile("[I\u0399\u0406]");
    /** A dot above where there is one already is not seen. */
    private static final Pattern HIDDEN_DOT = Pattern.compile("(?<=[ij])\u0307");

    private static final Set<String> RESERVED = Stream.of("system", "server", "admin", "moderator", "parley")
            .flatMap(name -> Stream.of(name, UCharacter.toUpperCase(name)))
            .flatMap(name -> keys(name).stream())
            .collect(Collectors.toUnmodifiableSet());

    private Usernames() {}

    /** The name as it is shown, or null when it is not a valid one. */
    public static @Nullable String normalise(String typed) {
        if (typed.length() > MAX_RAW_LENGTH) {
            return null;
        }
        String name = trim(NFKC.normalize(typed));
        StringBuilder result = new StringBuilder(name.length());
        boolean visible = false;
        boolean afterSpace = false;
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            int type = UCharacter.getType(c);
            if (!isAllowed(c, type)) {
                return null;
            }
            boolean space = type == UCharacterCategory.SPACE_SEPARATOR;
            if (!space || !afterSpace) {
                result.appendCodePoint(space ? ' ' : c);
            }
            visible |= !space && !isMark(type);
            afterSpace = space;
        }
        int length = result.codePointCount(0, result.length());
        return visible && length <= Limit.NAME_LENGTH.value() ? result.toString() : null;
    }

    /**
     * The comparison keys of a name: two names are the same when they share one. More than one key, because what looks
     * alike is a matter of the letters as typed (a capital I is like a small l, and a Cyrillic capital M like a Latin one,
     * though the small ones differ), and case is a matter of folding first (DAVID is david); no single key can be both
     * without making different letters equal.
     */
    static Set<String> keys(String name) {
        return Stream.of(name, skeleton(name), skeleton(CAPITAL_I.matcher(name).replaceAll("i")))
                .map(form -> skeleton(fold(form)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** True for names that only the system may use. */
    static boolean isReserved(Set<String> keys) {
        return keys.stream().anyMatch(RESERVED::contains);
    }

    private static String skeleton(String text) {
        return SPOOF.getSkeleton(text);
    }

    private static String fold(String text) {
        return HIDDEN_DOT.matcher(UCharacter.foldCase(text, true)).replaceAll("");
    }

    private static boolean isAllowed(int codePoint, int type) {
        return switch (type) {
            case UCharacterCategory.CONTROL,
                    UCharacterCategory.FORMAT,
                    UCharacterCategory.PRIVATE_USE,
                    UCharacterCategory.SURROGATE,
                    UCharacterCategory.UNASSIGNED,
                    UCharacterCategory.LINE_SEPARATOR,
                    UCharacterCategory.PARAGRAPH_SEPARATOR -> false;
            default -> !UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
        };
    }

    private static boolean isMark(int type) {
        return type == UCharacterCategory.NON_SPACING_MARK
                || type == UCharacterCategory.ENCLOSING_MARK
                || type == UCharacterCategory.COMBINING_SPACING_MARK;
    }

    private static String trim(String text) {
        String stripped = MessageText.stripTrailing(text);
        int start = 0;
        while (start < stripped.length() && MessageText.isWhiteSpace(stripped.charAt(start))) {
            start++;
        }
        return stripped.substring(start);
    }
}
