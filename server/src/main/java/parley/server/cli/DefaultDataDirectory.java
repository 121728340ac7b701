package parley.server.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a program of this system keeps what belongs to its user. */
final class DefaultDataDirectory {

    private DefaultDataDirectory() {}

    static Path on(String osName, Path home, Map<String, String> environment) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("mac")) {
            return home.resolve("Library/Application Support/Parley");
        }
        if (os.startsWith("windows")) {
            return directory(environment, "LOCALAPPDATA", home.resolve("AppData/Local"))
                    .resolve("Parley");
        }
        return directory(environment, "XDG_DATA_HOME", home.resolve(".local/share"))
                .resolve("parley");
    }

    /** The XDG specification says that a relative path there is to be ignored. */
    private static Path directory(Map<String, String> environment, String variable, Path otherwise) {
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
    }
}
