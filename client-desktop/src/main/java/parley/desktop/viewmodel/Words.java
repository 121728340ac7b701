package parley.desktop.viewmodel;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Every text that a person reads, out of one resource bundle for each language. One thread. */
public final class Words {
    private static final ResourceBundle.Control NO_OTHER_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale system;
    private final ReadOnlyObjectWrapper<Locale> locale = new ReadOnlyObjectWrapper<>();
    private ResourceBundle bundle;

    /**
     * The words of the system's language, or English ones.
     *
     * @param system language and region; also decides how numbers, dates and times are written
     */
    public Words(Locale system) {
        this.system = system;
        this.bundle = bundle(Language.SYSTEM.in(system));
        this.locale.set(Language.SYSTEM.in(system));
    }

    /** From now on all words are of this language. */
    public void speak(Language language) {
        Locale chosen = language.in(system);
        bundle = bundle(chosen);
        locale.set(chosen);
    }

    /** The language and its habits. */
    public Locale locale() {
        return locale.get();
    }

    /** The language; when it changes, every text has to be asked for again. */
    public ReadOnlyObjectProperty<Locale> localeProperty() {
        return locale.getReadOnlyProperty();
    }

    /**
     * A text.
     *
     * @param key its name in the bundle; a missing one is a programming error
     * @param arguments what {@code {0}}, {@code {1}} … stand for
     */
    public String get(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale()).format(arguments);
    }

    /** A text, if the bundle has one under this key. */
    public Optional<String> find(String key) {
        return bundle.containsKey(key) ? Optional.of(get(key)) : Optional.empty();
    }

    /** Without the control a language that has no words would get the system's instead of English. */
    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle("parley.desktop.words", locale, NO_OTHER_LANGUAGE);
    }
}
