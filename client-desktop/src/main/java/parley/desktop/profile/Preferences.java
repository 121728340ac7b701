package parley.desktop.profile;

/**
 * How a person wants the app to look and behave.
 *
 * @param dark the dark theme
 * @param highContrast text and borders that stand out more, in either theme
 * @param textPercent size of all text, of its usual size
 * @param reducedMotion nothing moves by itself
 * @param notices whether a message is told while the window is not focused
 * @param language a language tag such as {@code ja}; empty: the system's
 */
public record Preferences(
        boolean dark, boolean highContrast, int textPercent, boolean reducedMotion, boolean notices, String language) {
    /** Before anybody has chosen. */
    public static final Preferences DEFAULT = new Preferences(false, false, 100, false, true, "");
}
