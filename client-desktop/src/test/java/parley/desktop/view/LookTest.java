package parley.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tokens of the style sheet: every text can be read on what it stands on (WCAG 2.2, 1.4.3: 4.5 to 1; with high contrast
 * 1.4.6: 7 to 1), and with high contrast the borders are seen too (1.4.11: 3 to 1).
 */
class LookTest {
    private static final double READABLE = 4.5;
    private static final double WELL_READABLE = 7;
    private static final double SEEN = 3;

    @ParameterizedTest
    @CsvSource({
        "-text, -surface",
        "-text, -sunken",
        "-text, -raised",
        "-secondary, -surface",
        "-secondary, -sunken",
        "-quiet, -surface",
        "-quiet, -sunken",
        "-accent-text, -wash",
        "-accent-text, -surface",
        "-secondary, -selection",
        "-accent-text, -selection",
        "-on-accent, -accent-fill",
        "-on-accent, -accent-fill-strong",
        "-danger, -surface",
        "-danger, -sunken",
        "-danger, -danger-wash",
        "-warning, -warning-wash",
        "-good, -good-wash"
    })
    void textCanBeReadInEveryTheme(String text, String background) throws IOException {
        for (boolean high : new boolean[] {false, true}) {
            assertContrast(text, background, high, high ? WELL_READABLE : READABLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-line, -surface",
        "-line, -sunken",
        "-accent, -surface",
        "-accent, -sunken",
        "-accent, -wash",
        "-danger-line, -surface",
        "-danger-line, -danger-wash",
        "-warning-line, -warning-wash",
        "-good-line, -good-wash"
    })
    void bordersAreSeenWithHighContrast(String border, String background) throws IOException {
        assertContrast(border, background, true, SEEN);
    }

    private static void assertContrast(String text, String background, boolean high, double least) throws IOException {
        for (boolean dark : new boolean[] {false, true}) {
            Map<String, String> tokens = tokens(dark, high);
            assertThat(contrast(tokens.get(text), tokens.get(background)))
                    .as("%s on %s, dark %s, high contrast %s", text, background, dark, high)
                    .isGreaterThanOrEqualTo(least);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4", "5", "6", "7"})
    void initialCanBeReadOnEveryAvatar(int number) throws IOException {
        String rule = "avatar-" + number + " { -fx-background-color: ";
        assertThat(contrast("#ffffff", colour("\n." + rule))).isGreaterThanOrEqualTo(READABLE);
        assertThat(contrast("#ffffff", colour("\n.parley:contrast ." + rule))).isGreaterThanOrEqualTo(WELL_READABLE);
    }

    private static String colour(String after) throws IOException {
        int start = css().indexOf(after);
        assertThat(start).as(after).isNotNegative();
        return css().substring(start + after.length(), start + after.length() + 7);
    }

    private static Map<String, String> tokens(boolean dark, boolean high) throws IOException {
        Map<String, String> tokens = new HashMap<>();
        read(tokens, css(), ".parley {");
        if (dark) {
            read(tokens, css(), ".parley:dark {");
        }
        if (high) {
            read(tokens, css(), ".parley:contrast {");
        }
        if (high && dark) {
            read(tokens, css(), ".parley:dark:contrast {");
        }
        return tokens;
    }

    private static void read(Map<String, String> tokens, String css, String selector) {
        int start = css.indexOf("\n" + selector);
        assertThat(start).as(selector).isNotNegative();
        Matcher token =
                Pattern.compile("(-[a-z-]+): (#[0-9a-f]{6});").matcher(css.substring(start, css.indexOf('}', start)));
        while (token.find()) {
            tokens.put(token.group(1), token.group(2));
        }
    }

    private static String css() throws IOException {
        StringBuilder css = new StringBuilder();
        for (String sheet : Look.SHEETS) {
            try (InputStream in = LookTest.class.getResourceAsStream(sheet)) {
                css.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return css.toString();
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
