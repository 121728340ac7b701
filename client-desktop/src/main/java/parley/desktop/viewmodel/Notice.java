package parley.desktop.viewmodel;

/**
 * What is told while the person looks elsewhere.
 *
 * @param title who wrote, or how many messages came
 * @param text the newest message, on one line
 */
public record Notice(String title, String text) {}
