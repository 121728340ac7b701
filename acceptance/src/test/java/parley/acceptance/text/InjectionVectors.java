package parley.acceptance.text;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The texts of {@code injection/vectors.txt}: each would run a script or ask {@link #HOST} if a page took it for markup. */
final class InjectionVectors {
    /** Named by vectors and by nothing else. */
    static final String HOST = "vector.test";

    private static final Pattern CHARACTER = Pattern.compile("\\{U\\+([0-9A-F]{4,6})}");

    private InjectionVectors() {}

    /** All of them, numbered from 1. */
    static List<String> all() {
        return numberedFrom(1);
    }

    /** All of them with other numbers in what they run. */
    static List<String> numberedFrom(int first) {
        List<String> lines = lines();
        return IntStream.range(0, lines.size())
                .mapToObj(i -> vector(lines.get(i), first + i))
                .toList();
    }

    private static String vector(String line, int number) {
        String filled = line.replace("{RUN}", "ran=" + number)
                .replace("{NET}", "//" + HOST + "/" + number)
                .replace("{HOST}", HOST);
        return CHARACTER
                .matcher(filled)
                .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16))
                        .replace("\\", "\\\\")
                        .replace("$", "\\$"));
    }

    private static List<String> lines() {
        try (InputStream file = requireNonNull(InjectionVectors.class.getResourceAsStream("/injection/vectors.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
