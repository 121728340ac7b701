package parley.server.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where settings come from that are not given as flags: first the environment, then the file, then their defaults. */
final class Sources implements IDefaultValueProvider {

    private static final String PREFIX = "PARLEY_";

    private final Map<String, String> environment;
    private final Map<String, String> computedDefaults;
    private Map<String, String> file = Map.of();
    private @Nullable Path filePath;

    /**
     * Sources without a file as yet.
     *
     * @param environment the variables of this process
     * @param computedDefaults defaults that depend on the machine, by setting
     */
    Sources(Map<String, String> environment, Map<String, String> computedDefaults) {
        this.environment = environment;
        this.computedDefaults = computedDefaults;
    }

    /** Reads the file; from now on it counts. Its values in UTF-8, in the form of Java's property files. */
    void read(Path path) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IllegalArgumentException malformed) {
            throw new IOException(malformed.getMessage(), malformed);
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        file = Map.copyOf(values);
        filePath = path;
    }

    /** What the file sets. */
    Map<String, String> file() {
        return file;
    }

    Optional<String> environment(String setting) {
        return Optional.ofNullable(environment.get(variable(setting))).filter(text -> !text.isEmpty());
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String setting = setting(option);
        String fallback = computedDefaults.getOrDefault(setting, option.defaultValue());
        return environment(setting).orElse(file.getOrDefault(setting, fallback));
    }

    /** The place to correct a value that did not come as a flag. */
    Optional<String> origin(OptionSpec option) {
        String setting = setting(option);
        if (environment(setting).isPresent()) {
            return Optional.of(variable(setting));
        }
        return file.containsKey(setting) ? Optional.of(setting + " in " + filePath) : Optional.empty();
    }

    /** {@code guest-name-hold} of {@code --guest-name-hold}. */
    static String setting(OptionSpec option) {
        return option.longestName().replaceFirst("^--", "");
    }

    /** {@code PARLEY_GUEST_NAME_HOLD} of {@code guest-name-hold}. */
    static String variable(String setting) {
        return PREFIX + setting.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
