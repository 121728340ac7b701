package parley.desktop.viewmodel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web address in a text: only {@code http} and {@code https}, since others could do something on the reader's computer.
 *
 * @param start offset of its first character
 * @param end offset after its last character
 * @param target where it leads; ASCII only
 */
public record Link(int start, int end, URI target) {
    /**
     * Letters of any language, but no white space, quotes, characters that cannot be seen or turn the order of others around:
     * what is shown is where it leads. Brackets of IPv6 hosts are the only square ones.
     */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(?<![a-z0-9_])https?://(?:\\[[0-9a-f:.]+]|[\\p{L}\\p{N}])"
                    + "[\\p{L}\\p{N}\\p{M}\\-._~:/?#@!$&'()*+,;=%]*");

    private static final String SENTENCE_ENDS = ".,:;!?'*";

    /** All of a text, in order. */
    public static List<Link> in(String text) {
        if (!text.contains("://")) {
            return List.of();
        }
        List<Link> links = new ArrayList<>();
        Matcher matcher = ADDRESS.matcher(text);
        while (matcher.find()) {
            int end = end(text, matcher.start(), matcher.end());
            target(text.substring(matcher.start(), end))
                    .ifPresent(target -> links.add(new Link(matcher.start(), end, target)));
        }
        return links;
    }

    /** Without what belongs to the sentence around it: punctuation, and a closing bracket that the address did not open. */
    private static int end(String text, int start, int matched) {
        int end = matched;
        int unopened = count(text, start, end, ')') - count(text, start, end, '(');
        while (true) {
            char last = text.charAt(end - 1);
            if (last == ')' && unopened > 0) {
                unopened--;
            } else if (SENTENCE_ENDS.indexOf(last) < 0) {
                return end;
            }
            end--;
        }
    }

    private static int count(String text, int start, int end, char wanted) {
        return (int) text.substring(start, end).chars().filter(c -> c == wanted).count();
    }

    private static Optional<URI> target(String address) {
        try {
            return Optional.of(new URI(new URI(address).toASCIIString()));
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }
}
