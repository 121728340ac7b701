package parley.model;

/** The rules for a message's text (protocol §3): kept as typed, less trailing white space, 1 to 4,000 code points. */
public final class MessageText {
    private MessageText() {}

    /** {@code text} without trailing white space, as JavaScript's {@code trimEnd} defines it (ECMA-262 §12.2, §12.3). */
    public static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** The length that counts: code points, not UTF-16 units. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** True when a stripped text has more code points than allowed. */
    public static boolean isTooLong(String stripped) {
        return stripped.length() > Limit.MESSAGE_LENGTH.value() && length(stripped) > Limit.MESSAGE_LENGTH.value();
    }

    /** White space as JavaScript's {@code trim} takes it; Java's {@code strip} leaves U+00A0 and U+FEFF. */
    public static boolean isWhiteSpace(char c) {
        return switch (c) {
            case '\t', '\n', 0x0B, '\f', '\r', ' ', 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF ->
                true;
            default -> c >= 0x2000 && c <= 0x200A;
        };
    }
}
