package parley.desktop.viewmodel;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import parley.model.Limit;
import parley.model.MessageText;

/** A text area with the rules of a message's text: the one for new messages, and the one in which a message is edited. */
public final class ComposerViewModel {
    /** The counter appears when fewer characters are left. */
    static final int COUNT_FROM = 400;

    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper counter = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper tooLong = new ReadOnlyBooleanWrapper();
    private final Words words;
    private final Consumer<String> send;

    /**
     * An empty composer.
     *
     * @param send takes a text that may be sent, without trailing white space
     */
    public ComposerViewModel(Words words, Consumer<String> send) {
        this.words = words;
        this.send = send;
        text.addListener((observed, was, is) -> count(over(is)));
    }

    /** What is typed. */
    public StringProperty textProperty() {
        return text;
    }

    /** "12 characters left" near the limit, "3 characters too many" over it, else empty. */
    public ReadOnlyStringProperty counterProperty() {
        return counter.getReadOnlyProperty();
    }

    /** True when the text is longer than a message may be. */
    public ReadOnlyBooleanProperty tooLongProperty() {
        return tooLong.getReadOnlyProperty();
    }

    /** Sends what is typed and empties the area. A blank text is left alone, a too long one too, and says so. */
    public void submit() {
        String typed = wellFormed(text.get());
        int over = over(typed);
        if (over > 0) {
            counter.set(words.get("composer.tooLong", over));
        } else if (!isBlank(typed)) {
            send.accept(MessageText.stripTrailing(typed));
            text.set("");
        }
    }

    /** Puts a text into the area, for instance one that the server refused, before what is already there. */
    public void putBack(String refused) {
        text.set(text.get().isEmpty() ? refused : refused + "\n" + text.get());
    }

    /** The language is another one. */
    void writeAnew() {
        count(over(text.get()));
    }

    private void count(int over) {
        tooLong.set(over > 0);
        if (over > 0) {
            counter.set(words.get("composer.over", over));
        } else {
            counter.set(-over < COUNT_FROM ? words.get("composer.left", -over) : "");
        }
    }

    private static int over(String typed) {
        return MessageText.length(MessageText.stripTrailing(typed)) - Limit.MESSAGE_LENGTH.value();
    }

    private static boolean isBlank(String typed) {
        return MessageText.stripTrailing(typed).isEmpty();
    }

    /** Lone surrogates make a message {@code bad_request}; pasted or cut text can contain them. */
    private static String wellFormed(String typed) {
        StringBuilder whole = new StringBuilder(typed.length());
        typed.codePoints().forEach(c -> whole.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return whole.toString();
    }
}
