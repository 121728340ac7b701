package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class TextSelectionTest {
    private static final String TEXT = "Hello 🎂 dear שלום world";

    private final TextSelection selection = new TextSelection();

    @Test
    void pressAloneSelectsNothing() {
        press(TEXT, 3, 1);
        assertThat(selection.rangeProperty().get()).isNull();
    }

    @Test
    void draggingSelectsInBothDirections() {
        press(TEXT, 6, 1);
        drag(13);
        assertThat(selected()).isEqualTo("🎂 dear");
        drag(0);
        assertThat(selected()).isEqualTo("Hello ");
        drag(6);
        assertThat(selection.rangeProperty().get()).isNull();
    }

    @Test
    void halfACharacterIsNeverTaken() {
        press(TEXT, 7, 1);
        drag(9);
        assertThat(selected()).isEqualTo("🎂 ");
        press("e\u0301\u0302x", 1, 1);
        drag(4);
        assertThat(selected()).isEqualTo("e\u0301\u0302x");
    }

    @Test
    void doubleClickSelectsAWordAndGoesOnByWords() {
        press(TEXT, 10, 2);
        assertThat(selected()).isEqualTo("dear");
        drag(16);
        assertThat(selected()).isEqualTo("dear שלום");
        drag(1);
        assertThat(selected()).isEqualTo("Hello 🎂 dear");
    }

    @Test
    void doubleClickAtTheEndSelectsTheLastWord() {
        press(TEXT, TEXT.length(), 2);
        assertThat(selected()).isEqualTo("world");
        press("", 0, 2);
        assertThat(selection.rangeProperty().get()).isNull();
    }

    @Test
    void tripleClickSelectsEverything() {
        press(TEXT, 10, 3);
        assertThat(selected()).isEqualTo(TEXT);
    }

    @Test
    void belongsToOneRowAndOneText() {
        press(TEXT, 10, 3);
        assertThat(selection.in("7", TEXT)).isNotNull();
        assertThat(selection.in("8", TEXT)).isNull();
        assertThat(selection.in("7", TEXT + "!")).isNull();
        assertThat(selection.isPressedIn("7", TEXT + "!")).isFalse();
        selection.clear();
        assertThat(selection.in("7", TEXT)).isNull();
    }

    private void press(String text, int offset, int clicks) {
        selection.press("7", text, new TextSelection.Place(offset, offset), clicks);
    }

    private void drag(int offset) {
        selection.drag(new TextSelection.Place(offset, offset));
    }

    private String selected() {
        return Objects.requireNonNull(selection.rangeProperty().get()).selected();
    }
}
