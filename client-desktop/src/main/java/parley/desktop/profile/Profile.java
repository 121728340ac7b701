package parley.desktop.profile;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * What a person chose and where they left off: server, name, preferences, token per server and name, drafts, last number
 * read, window. Kept in one small file that only its owner can read, written in the background. One thread.
 */
public final class Profile implements AutoCloseable {
    private static final String SERVER = "server";
    private static final String USERNAME = "username";
    private static final String DARK = "dark";
    private static final String HIGH_CONTRAST = "contrast.high";
    private static final String TEXT_PERCENT = "text.percent";
    private static final String REDUCED_MOTION = "motion.reduced";
    private static final String NOTICES = "notices";
    private static final String LANGUAGE = "language";

    private final Path directory;
    private final BackgroundFile file;
    private final Properties values;

    private Profile(Path directory, BackgroundFile file) {
        this.directory = directory;
        this.file = file;
        this.values = file.values();
    }

    /**
     * Reads the profile in {@code directory}, or starts an empty one.
     *
     * @param directory the data directory; must exist
     * @throws IOException when the file is there but cannot be read
     */
    public static Profile open(Path directory) throws IOException {
        return new Profile(directory, BackgroundFile.open(directory.resolve("profile.properties")));
    }

    /**
     * Who is told when the profile cannot be written any more (false), and when it can again (true).
     *
     * @param listener is called on another thread
     */
    public void onHealth(Consumer<Boolean> listener) {
        file.onHealth(listener);
    }

    /** Waits, a few seconds at most, until everything is on disk; nothing can be kept afterwards. */
    @Override
    public void close() {
        file.close();
    }

    /** The data directory, where the log file is too. */
    public Path directory() {
        return directory;
    }

    /** The server's address as last used; empty at the first start. */
    public Optional<String> server() {
        return get(SERVER);
    }

    /** The name as last used. */
    public Optional<String> username() {
        return get(USERNAME);
    }

    /** Remembers where the person joined, and under which name. */
    public void joined(URI server, String username) {
        values.setProperty(SERVER, server.toString());
        put(USERNAME, username);
    }

    /** What the person chose; at the first start {@link Preferences#DEFAULT}. */
    public Preferences preferences() {
        Preferences usual = Preferences.DEFAULT;
        return new Preferences(
                chosen(DARK, usual.dark()),
                chosen(HIGH_CONTRAST, usual.highContrast()),
                get(TEXT_PERCENT)
                        .filter(Profile::isNumber)
                        .map(Integer::valueOf)
                        .orElse(usual.textPercent()),
                chosen(REDUCED_MOTION, usual.reducedMotion()),
                chosen(NOTICES, usual.notices()),
                get(LANGUAGE).orElse(usual.language()));
    }

    /** Remembers what the person chose. */
    public void setPreferences(Preferences chosen) {
        values.setProperty(DARK, Boolean.toString(chosen.dark()));
        values.setProperty(HIGH_CONTRAST, Boolean.toString(chosen.highContrast()));
        values.setProperty(TEXT_PERCENT, Integer.toString(chosen.textPercent()));
        values.setProperty(REDUCED_MOTION, Boolean.toString(chosen.reducedMotion()));
        values.setProperty(NOTICES, Boolean.toString(chosen.notices()));
        values.setProperty(LANGUAGE, chosen.language());
        save();
    }

    /** The token that names this person at a server. */
    public Optional<String> token(URI server, String username) {
        return get(key("token", server, username));
    }

    /** Keeps a token under the name that it was given for. */
    public void setToken(URI server, String username, String token) {
        put(key("token", server, username), token);
    }

    /** Forgets a token that the server no longer knows. */
    public void forgetToken(URI server, String username) {
        values.remove(key("token", server, username));
        save();
    }

    /** What a person typed in a room and did not send. */
    public String draft(URI server, String username, String room) {
        return get(key("draft", server, username) + " " + room).orElse("");
    }

    /** Keeps what is typed. */
    public void setDraft(URI server, String username, String room, String text) {
        put(key("draft", server, username) + " " + room, text);
    }

    /** The last number of a room's log that the person has seen, 0 when unknown or of another epoch. */
    public long lastRead(URI server, String username, String room, String epoch) {
        String[] kept =
                get(key("read", server, username) + " " + room).orElse("").split(" ", 2);
        return kept.length == 2 && kept[1].equals(epoch) ? Long.parseLong(kept[0]) : 0;
    }

    /** Keeps the last number that the person has seen. */
    public void setLastRead(URI server, String username, String room, String epoch, long seq) {
        put(key("read", server, username) + " " + room, seq + " " + epoch);
    }

    /** A number that the window left, in pixels. */
    public Optional<Double> window(String what) {
        return get("window." + what).map(Double::valueOf);
    }

    /** Keeps place or size of the window, in pixels. */
    public void setWindow(double x, double y, double width, double height) {
        values.setProperty("window.x", Double.toString(x));
        values.setProperty("window.y", Double.toString(y));
        values.setProperty("window.width", Double.toString(width));
        values.setProperty("window.height", Double.toString(height));
        save();
    }

    private static String key(String what, URI server, String username) {
        return what + " " + server + " " + username.toLowerCase(Locale.ROOT);
    }

    private boolean chosen(String key, boolean usual) {
        return get(key).map(Boolean::valueOf).orElse(usual);
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,4}");
    }

    private Optional<String> get(String key) {
        return Optional.ofNullable(values.getProperty(key)).filter(value -> !value.isEmpty());
    }

    private void put(String key, String value) {
        if (!value.equals(values.getProperty(key, ""))) {
            values.setProperty(key, value);
            save();
        }
    }

    private void save() {
        file.write(values);
    }
}
