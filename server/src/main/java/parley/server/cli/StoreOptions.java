package parley.server.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which store a command works on: the same settings, from the same places, as the server's. */
public final class StoreOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "The server's file with settings.")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            converter = Values.Directory.class,
            description = "The data directory of the embedded store, which no Parley may be using now."
                    + " Default: the server's.")
    private Path data = Path.of("");

    @Option(
            names = "--redis",
            paramLabel = "URL",
            converter = Values.RedisUrl.class,
            description = "A Redis of your own, as for the server.")
    private @Nullable URI redis;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    StoreOptions() {}

    /** The file that settings were read from, if any. */
    public Optional<Path> configFile() {
        return Optional.ofNullable(config);
    }

    /** Absolute; counts when there is no {@link #redis}. */
    public Path dataDirectory() {
        return data;
    }

    /** The Redis to work on instead of the embedded one. May carry a password: not for logs. */
    public Optional<URI> redis() {
        // A flag wins over the environment and the file, also over what they say of the other setting.
        return given("--data") && !given("--redis") ? Optional.empty() : Optional.ofNullable(redis);
    }

    /** Refuses what would work on another store than the person meant. */
    void requireClear() {
        CommandSpec own = spec;
        if (own == null) {
            throw new IllegalStateException("not parsed yet");
        }
        if (given("--data") && given("--redis")) {
            throw new ParameterException(own.commandLine(), "Give --data or --redis, not both.");
        }
        if (own.parent() != null
                && !own.parent().commandLine().getParseResult().matchedOptions().isEmpty()) {
            throw new ParameterException(
                    own.commandLine(), "Write options behind the command: parley " + own.name() + " --data DIR.");
        }
    }

    private boolean given(String option) {
        return spec != null && spec.commandLine().getParseResult().hasMatchedOption(option);
    }
}
