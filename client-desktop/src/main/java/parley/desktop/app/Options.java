package parley.desktop.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.ServerAddress;

/**
 * What the command line says.
 *
 * @param server the address to offer in the dialog; empty: the last one used
 * @param data where everything is kept
 * @param help whether only the usage is wanted
 */
public record Options(String server, Path data, boolean help) {
    /** What {@code --help} prints. */
    public static final String USAGE = """
            Parley, the desktop app.

            Usage: parley-desktop [--server ws://HOST:PORT/ws] [--data DIR]

              --server URL   the server that the dialog offers (default: the last one used, else ws://localhost:3000/ws)
              --data DIR     where settings, unsent messages and the log file are kept; another directory is another profile
              --help         this text
            """;

    /** An argument that is not understood; its message says what to do. */
    public static final class BadArgument extends Exception {
        private static final long serialVersionUID = 1L;

        BadArgument(String message) {
            super(message);
        }
    }

    /**
     * Reads the arguments.
     *
     * @param environment the process' environment, for the default directory
     * @throws BadArgument with a sentence for the person
     */
    public static Options parse(List<String> arguments, Map<String, String> environment) throws BadArgument {
        String server = "";
        Path data = null;
        boolean help = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
            switch (argument) {
                case "--help", "-h" -> help = true;
                case "--server" -> {
                    server = needed(argument, value);
                    if (ServerAddress.parse(server).isEmpty()) {
                        throw new BadArgument(
                                "\"" + server + "\" is no server address. Use --server ws://HOST:PORT/ws.");
                    }
                    i++;
                }
                case "--data" -> {
                    data = Path.of(needed(argument, value));
                    i++;
                }
                default -> throw new BadArgument("\"" + argument + "\" is not understood. See --help.");
            }
        }
        return new Options(server, data == null ? defaultData(environment) : data, help);
    }

    private static String needed(String argument, @Nullable String value) throws BadArgument {
        if (value == null || value.isBlank()) {
            throw new BadArgument(argument + " needs a value. See --help.");
        }
        return value;
    }

    /** Where programs of this system keep a person's data. */
    private static Path defaultData(Map<String, String> environment) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home", "."));
        if (system.startsWith("windows")) {
            String appData = environment.get("APPDATA");
            return (appData == null ? home : Path.of(appData)).resolve("Parley");
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library/Application Support/Parley");
        }
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        return (xdg.isEmpty() ? home.resolve(".local/share") : Path.of(xdg)).resolve("parley");
    }
}
