package parley.desktop.viewmodel;

import java.net.URI;

/** Shows a web address or a folder outside of the app. */
@FunctionalInterface
public interface LinkOpener {
    /**
     * Opens an {@code http} or {@code https} address in the person's browser, or a folder ({@code file}) as their system does;
     * on the toolkit's thread.
     */
    void open(URI target);
}
