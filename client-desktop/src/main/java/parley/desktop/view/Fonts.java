package parley.desktop.view;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.ImageView;
import javafx.scene.text.Font;

/**
 * Fonts for scripts that JavaFX does not find by itself: on Linux it falls back to TrueType fonts only, while the usual fonts
 * for Chinese, Japanese and Korean are of the other kind. Elsewhere none of these families exists and the system's fallback
 * does its work.
 */
final class Fonts {
    private static final Map<TextRuns.Kind, List<String>> CANDIDATES = Map.of(
            TextRuns.Kind.HAN,
            List.of("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Noto Sans CJK JP"),
            TextRuns.Kind.KANA,
            List.of("Noto Sans CJK JP", "Source Han Sans", "Noto Sans JP"),
            TextRuns.Kind.HANGUL,
            List.of("Noto Sans CJK KR", "Source Han Sans K", "Noto Sans KR"));

    private static final double AVATAR_EMOJI = 20;

    private final Map<TextRuns.Kind, String> styles = new EnumMap<>(TextRuns.Kind.class);
    private final Set<String> families = Set.copyOf(Font.getFamilies());
    private final EmojiSheet emoji = new EmojiSheet();
    private String interfaceStyle = "";

    /**
     * Fonts for an interface in this language. Chinese and Japanese draw many of the same letters in another way: each reads
     * them in the font of the language that the person reads.
     */
    void prefer(Locale language) {
        boolean japanese = language.getLanguage().equals("ja");
        CANDIDATES.forEach((kind, names) -> styles.put(kind, style(names)));
        // The Japanese font has no Hebrew or Arabic, and a word in two fonts falls apart.
        styles.put(TextRuns.Kind.PLAIN, japanese ? "-fx-font-family: System;" : "");
        if (japanese) {
            styles.put(TextRuns.Kind.HAN, style(TextRuns.Kind.KANA));
        }
        interfaceStyle = japanese ? style(TextRuns.Kind.KANA) : "";
    }

    /** The inline style of the whole window; empty when the default font has the language's letters. */
    String interfaceStyle() {
        return interfaceStyle;
    }

    private String style(List<String> candidates) {
        return candidates.stream()
                .filter(families::contains)
                .findFirst()
                .map(name -> "-fx-font-family: \"" + name + "\";")
                .orElse("");
    }

    /** The images for what no font has in colour. */
    EmojiSheet emoji() {
        return emoji;
    }

    /** The inline style for a run; empty when the font around it will do. */
    String style(TextRuns.Kind kind) {
        return styles.getOrDefault(kind, "");
    }

    /** Puts a name into a label, in a font that has its letters; a single emoji, as some avatars have, as an image. */
    void show(Labeled label, String text) {
        boolean isEmoji = !text.isEmpty() && emoji.end(text, 0) == text.length();
        label.setText(text);
        label.setStyle(style(TextRuns.needed(text)));
        label.setGraphic(isEmoji ? image(text) : null);
        label.setContentDisplay(isEmoji ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
    }

    private ImageView image(String sequence) {
        ImageView image = new ImageView(emoji.image(sequence));
        image.setFitWidth(AVATAR_EMOJI);
        image.setFitHeight(AVATAR_EMOJI);
        image.setSmooth(true);
        return image;
    }

    /** Keeps an input in a font that has the letters typed into it. */
    void follow(TextInputControl input) {
        input.styleProperty()
                .bind(input.textProperty().map(text -> text.isEmpty() ? "" : style(TextRuns.needed(text))));
    }
}
