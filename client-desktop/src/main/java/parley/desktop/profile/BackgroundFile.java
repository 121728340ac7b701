package parley.desktop.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * A property file that is written by threads of its own: a disk that takes seconds for a forced write must never hold up the
 * window. Since what is typed meanwhile must survive a kill of the app, the newest state is also written at once to a second
 * file, which is not forced to disk. Whichever is newer counts. One thread calls it.
 */
final class BackgroundFile implements AutoCloseable {
    private static final String GENERATION = "generation";

    private final NewestWriter atOnce;
    private final NewestWriter forced;
    private final Properties read;
    private long generation;

    private BackgroundFile(Path file, Path newest, Properties read) {
        this.read = read;
        this.generation = generation(read);
        this.atOnce = new NewestWriter("" + newest.getFileName(), values -> SafeFile.writeSealed(newest, values));
        this.forced = new NewestWriter("" + file.getFileName(), values -> SafeFile.write(file, values));
    }

    /**
     * Reads the newest state that is whole.
     *
     * @throws IOException when the file is there but cannot be read
     */
    static BackgroundFile open(Path file) throws IOException {
        Path newest = file.resolveSibling(file.getFileName() + ".newest");
        Properties forced = SafeFile.read(file);
        Properties atOnce = SafeFile.readSealed(newest);
        return new BackgroundFile(file, newest, generation(atOnce) > generation(forced) ? atOnce : forced);
    }

    /** What was read. */
    Properties values() {
        Properties values = (Properties) read.clone();
        values.remove(GENERATION);
        return values;
    }

    /** Who is told, on the writing thread, when writing begins to fail (false) and when it works again (true). */
    void onHealth(Consumer<Boolean> listener) {
        forced.onHealth(listener);
    }

    /** Writes these values soon. They are copied at once. */
    void write(Properties values) {
        Properties copy = (Properties) values.clone();
        copy.setProperty(GENERATION, Long.toString(++generation));
        atOnce.write(copy);
        forced.write(copy);
    }

    /** Waits until the newest state is on disk, a few seconds at most; nothing can be written afterwards. */
    @Override
    public void close() {
        atOnce.close();
        forced.close();
    }

    private static long generation(Properties values) {
        try {
            return Long.parseLong(values.getProperty(GENERATION, "0"));
        } catch (NumberFormatException edited) {
            return 0;
        }
    }
}
