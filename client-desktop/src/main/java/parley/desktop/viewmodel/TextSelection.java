package parley.desktop.viewmodel;

import java.text.BreakIterator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The one stretch of one message's text that is selected. It belongs to the message's row and text, not to what draws it, and
 * never takes half a character. Offsets are those of the message's text as it was written.
 */
public final class TextSelection {
    /**
     * What is selected.
     *
     * @param key the row's
     * @param text all of the message
     * @param start offset of the first selected character
     * @param end offset after the last one, greater than {@code start}
     */
    public record Range(String key, String text, int start, int end) {
        /** The selected characters. */
        public String selected() {
            return text.substring(start, end);
        }
    }

    /**
     * A place in a text.
     *
     * @param letter the offset of the character that is there
     * @param gap the offset of the nearest gap between two characters
     */
    public record Place(int letter, int gap) {}

    /** What one step of a selection is. */
    private enum Unit {
        CHARACTER,
        WORD,
        ALL
    }

    private final ReadOnlyObjectWrapper<@Nullable Range> range = new ReadOnlyObjectWrapper<>();
    private final BreakIterator characters = BreakIterator.getCharacterInstance();
    private final BreakIterator words = BreakIterator.getWordInstance();
    private String key = "";
    private String text = "";
    private Unit unit = Unit.CHARACTER;
    private int pressedStart;
    private int pressedEnd;

    /** What is selected; null for nothing. */
    public ReadOnlyObjectProperty<@Nullable Range> rangeProperty() {
        return range.getReadOnlyProperty();
    }

    /** What is selected in a row that says this; null when nothing is, or something else. */
    public @Nullable Range in(String row, String said) {
        Range current = range.get();
        return current != null && current.key().equals(row) && current.text().equals(said) ? current : null;
    }

    /**
     * The button was pressed.
     *
     * @param clicks in a row: 1 starts with nothing selected, 2 selects a word, 3 everything
     */
    public void press(String row, String said, Place place, int clicks) {
        key = row;
        text = said;
        unit = clicks == 1 ? Unit.CHARACTER : clicks == 2 ? Unit.WORD : Unit.ALL;
        characters.setText(said);
        words.setText(said);
        pressedStart = start(place);
        pressedEnd = end(place);
        select(pressedStart, pressedEnd);
    }

    /** Whether the button was last pressed in a row that still says the same. */
    public boolean isPressedIn(String row, String said) {
        return key.equals(row) && text.equals(said);
    }

    /** The pressed button was moved: the selection goes from where it was pressed to here. */
    public void drag(Place place) {
        select(Math.min(pressedStart, start(place)), Math.max(pressedEnd, end(place)));
    }

    /** Selects nothing. */
    public void clear() {
        range.set(null);
    }

    private void select(int start, int end) {
        range.set(start < end ? new Range(key, text, start, end) : null);
    }

    private int start(Place place) {
        return switch (unit) {
            case CHARACTER -> before(characters, place.gap());
            case WORD -> before(words, Math.max(0, Math.min(place.letter(), text.length() - 1)));
            case ALL -> 0;
        };
    }

    private int end(Place place) {
        return switch (unit) {
            case CHARACTER -> before(characters, place.gap());
            case WORD -> after(words, place.letter());
            case ALL -> text.length();
        };
    }

    private int before(BreakIterator parts, int offset) {
        return offset >= text.length() ? text.length() : parts.isBoundary(offset) ? offset : parts.preceding(offset);
    }

    private int after(BreakIterator parts, int offset) {
        return offset >= text.length() ? text.length() : parts.following(offset);
    }
}
