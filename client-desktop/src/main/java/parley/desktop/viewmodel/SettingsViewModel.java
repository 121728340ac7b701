package parley.desktop.viewmodel;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import parley.desktop.profile.Preferences;
import parley.desktop.profile.Profile;

/** How the person wants the app; every change holds at once and is remembered. */
public final class SettingsViewModel {
    /** The sizes of text, in percent of the usual one. */
    public static final List<Integer> TEXT_SIZES = List.of(80, 90, 100, 110, 125, 150, 175, 200);

    private static final int USUAL = 100;

    private final Profile profile;
    private final BooleanProperty dark;
    private final BooleanProperty highContrast;
    private final ReadOnlyIntegerWrapper textPercent;
    private final BooleanProperty reducedMotion;
    private final BooleanProperty notices;
    private final ObjectProperty<Language> language;

    /** As the profile remembers it. */
    public SettingsViewModel(Profile profile) {
        this.profile = profile;
        Preferences kept = profile.preferences();
        dark = new SimpleBooleanProperty(kept.dark());
        highContrast = new SimpleBooleanProperty(kept.highContrast());
        textPercent = new ReadOnlyIntegerWrapper(step(kept.textPercent(), 0));
        reducedMotion = new SimpleBooleanProperty(kept.reducedMotion());
        notices = new SimpleBooleanProperty(kept.notices());
        language = new SimpleObjectProperty<>(Language.ofTag(kept.language()));
        for (ObservableValue<?> choice : List.of(dark, highContrast, textPercent, reducedMotion, notices, language)) {
            choice.addListener((observed, was, is) -> remember());
        }
    }

    /** The dark theme. */
    public BooleanProperty darkProperty() {
        return dark;
    }

    /** Text and borders that stand out more, in either theme. */
    public BooleanProperty highContrastProperty() {
        return highContrast;
    }

    /** One of {@link #TEXT_SIZES}. */
    public ReadOnlyIntegerProperty textPercentProperty() {
        return textPercent.getReadOnlyProperty();
    }

    /** Nothing moves by itself. */
    public BooleanProperty reducedMotionProperty() {
        return reducedMotion;
    }

    /** Messages are told while the window is not focused. */
    public BooleanProperty noticesProperty() {
        return notices;
    }

    /** The language of all words. */
    public ObjectProperty<Language> languageProperty() {
        return language;
    }

    /** The next bigger size of text; nothing at the biggest. */
    public void biggerText() {
        textPercent.set(step(textPercent.get(), 1));
    }

    /** The next smaller size of text; nothing at the smallest. */
    public void smallerText() {
        textPercent.set(step(textPercent.get(), -1));
    }

    /** The usual size of text. */
    public void usualText() {
        textPercent.set(USUAL);
    }

    /** A profile may hold any number; the nearest size that is not above it is meant. */
    private static int step(int percent, int by) {
        int index = 0;
        while (index + 1 < TEXT_SIZES.size() && TEXT_SIZES.get(index + 1) <= percent) {
            index++;
        }
        return TEXT_SIZES.get(Math.max(0, Math.min(TEXT_SIZES.size() - 1, index + by)));
    }

    private void remember() {
        profile.setPreferences(new Preferences(
                dark.get(),
                highContrast.get(),
                textPercent.get(),
                reducedMotion.get(),
                notices.get(),
                language.get().tag()));
    }
}
