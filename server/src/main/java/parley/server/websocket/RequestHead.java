package parley.server.websocket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * First line and header lines of an HTTP/1 request (RFC 9112 §3, §5), strict about their form: what two parsers could read
 * in two ways is refused here, before another one reads it.
 *
 * @param method as written; methods are case-sensitive
 * @param target as written
 * @param minorVersion x of HTTP/1.x
 * @param headers values by lower-case name, in the order of their lines
 */
record RequestHead(String method, String target, int minorVersion, Map<String, List<String>> headers) {
    // Possessive, and the spaces around a value are no part of it: a pattern that tries all ways to part them takes
    // half a minute for a head of 16 KiB.
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final Pattern FIRST_LINE = Pattern.compile("(" + TOKEN + ") ([\\x21-\\x7e]++) HTTP/1\\.(\\d)");
    private static final Pattern HEADER = Pattern.compile("(" + TOKEN + "):([\\x20-\\x7e\\x80-\\xff\\t]*+)");

    /**
     * Reads a complete head.
     *
     * @param bytes begins with the first line
     * @param length where the head ends, its empty line included
     * @return empty when the form is wrong
     */
    static Optional<RequestHead> parse(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        String[] lines = text.split("\n", -1);
        Matcher first = FIRST_LINE.matcher(withoutReturn(lines[0]));
        if (!first.matches()) {
            return Optional.empty();
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String line = withoutReturn(lines[i]);
            if (line.isEmpty()) {
                break;
            }
            Matcher header = HEADER.matcher(line);
            if (!header.matches()) {
                return Optional.empty();
            }
            headers.computeIfAbsent(header.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(header.group(2).strip());
        }
        return Optional.of(new RequestHead(first.group(1), first.group(2), Integer.parseInt(first.group(3)), headers));
    }

    /** Values of all lines with this name. */
    List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The value, when there is exactly one line with this name. */
    Optional<String> only(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** The members of a comma-separated header, over all its lines. */
    List<String> list(String name) {
        List<String> members = new ArrayList<>();
        for (String value : all(name)) {
            for (String member : value.split(",", -1)) {
                members.add(member.strip());
            }
        }
        return members;
    }

    /** Whether a list header has this member, in any case. */
    boolean lists(String name, String member) {
        return list(name).stream().anyMatch(member::equalsIgnoreCase);
    }

    /** The target without its query. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
