package parley.desktop.viewmodel;

/**
 * The strip under the header.
 *
 * @param kind decides the colour; NONE: there is no strip
 * @param text the sentence
 * @param action the label of its button; empty: it has none
 */
public record Banner(Kind kind, String text, String action) {
    /** There is nothing to say. */
    public static final Banner NONE = new Banner(Kind.NONE, "", "");

    /** How serious it is. */
    public enum Kind {
        NONE,
        GOOD,
        WARNING,
        DANGER
    }
}
