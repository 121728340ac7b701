package parley.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import parley.server.embedded.EmbeddedRedisException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * {@code parley}: without a sub-command it runs the server. Sub-commands (verify, export, ban and so on) are classes of this
 * package.
 *
 * <p>The composition root hands in what a run is, so that this package does not know how a server is built:
 *
 * <pre>{@code
 * public static void main(String[] arguments) {
 *     System.exit(ParleyCommand.execute(ParleyServer::run, tools, desk, System.getenv(), arguments));
 * }
 * }</pre>
 */
@Command(
        name = "parley",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeOnExecutionException = ParleyCommand.EXIT_FAILED,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "A chat server with its page and its store. Without options: http://localhost:3000",
        footer = {
            "",
            "Each option is also a variable (PARLEY_PORT) and a line of the --config file (port = 3000).",
            "Exit codes: 0 done, 1 cannot start or go on, 2 a wrong option, 130 and 143 stopped by Ctrl+C and SIGTERM."
        })
public final class ParleyCommand implements Callable<Integer> {

    /** What running the server means. Returns the exit code when the server has stopped. */
    @FunctionalInterface
    public interface Run {
        /**
         * Runs until stopped.
         *
         * @throws StartFailure or {@link EmbeddedRedisException} when it cannot; told in one line
         * @throws Exception anything else is a defect, logged with its stack trace
         */
        int run(Settings settings) throws Exception;
    }

    static final int EXIT_FAILED = 1;
    private static final int EXIT_WRONG_OPTION = 2;

    @Mixin
    private final Settings settings = new Settings();

    private final Run run;

    private ParleyCommand(Run run) {
        this.run = run;
    }

    /**
     * Does what the arguments say.
     *
     * @param tools what the sub-commands do that work on a store alone
     * @param desk what those do that work beside servers
     * @return the exit code: 0 done, 1 cannot start or go on, 2 a wrong option; verify has its own
     */
    public static int execute(
            Run run, StoreCommands tools, OperatorCommands desk, Map<String, String> environment, String... arguments) {
        Sources sources = sources(environment);
        CommandLine command = new CommandLine(new ParleyCommand(run))
                .addSubcommand(new VerifyCommand(tools))
                .addSubcommand(new ExportCommand(tools))
                .addSubcommand(new ImportCommand(tools))
                .addSubcommand(new BanCommand(desk))
                .addSubcommand(new UnbanCommand(desk))
                .addSubcommand(new RoomsCommand(desk))
                .addSubcommand(new DeleteCommand(desk));
        configure(command, sources);
        command.setParameterExceptionHandler((failure, given) -> tellWrongOption(failure, sources, given));
        command.setExecutionExceptionHandler((failure, line, result) -> {
            tellFailure(failure, line.getErr());
            return line.getCommandSpec().exitCodeOnExecutionException();
        });
        try {
            readFile(sources, command, arguments);
        } catch (ParameterException wrong) {
            return tellWrongOption(wrong, sources, arguments);
        }
        return command.execute(arguments);
    }

    static Settings parse(Map<String, String> environment, String... arguments) {
        ParleyCommand parley = new ParleyCommand(settings -> 0);
        Sources sources = sources(environment);
        CommandLine command = configure(new CommandLine(parley), sources);
        readFile(sources, command, arguments);
        command.parseArgs(arguments);
        return parley.settings;
    }

    @Override
    public Integer call() throws Exception {
        return run.run(settings);
    }

    private static CommandLine configure(CommandLine command, Sources sources) {
        return command.setDefaultValueProvider(sources)
                .setPosixClusteredShortOptionsAllowed(false)
                .setAbbreviatedOptionsAllowed(false);
    }

    private static Sources sources(Map<String, String> environment) {
        Path data = DefaultDataDirectory.on(
                System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", "")), environment);
        int cores = Runtime.getRuntime().availableProcessors();
        return new Sources(environment, Map.of("data", data.toString(), "loops", Integer.toString(cores)));
    }

    /** Only the name of the settings file: what is in it decides on the defaults of the rest. */
    @Command
    private static final class FileOption {
        @Option(names = "--config")
        private @Nullable String config;
    }

    private static void readFile(Sources sources, CommandLine command, String... arguments) {
        FileOption option = new FileOption();
        new CommandLine(option).setUnmatchedArgumentsAllowed(true).parseArgs(arguments);
        String name = option.config != null
                ? option.config
                : sources.environment("config").orElse("");
        if (name.isEmpty()) {
            return;
        }
        try {
            sources.read(Path.of(name));
        } catch (IOException unreadable) {
            throw new ParameterException(
                    command,
                    "The settings file " + name + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + ": " + unreadable.getMessage()
                            + "). Correct --config or the file.");
        }
        refuseUnknown(sources, command, name);
    }

    private static void refuseUnknown(Sources sources, CommandLine command, String file) {
        var known = command.getCommandSpec().optionsMap();
        sources.file().keySet().stream()
                .filter(key -> !known.containsKey("--" + key) || key.equals("config"))
                .sorted()
                .findFirst()
                .ifPresent(key -> {
                    throw new ParameterException(
                            command, "There is no setting '" + key + "' (in " + file + "). See docs/settings.md.");
                });
    }

    private static int tellWrongOption(ParameterException failure, Sources sources, String... arguments) {
        String message = oneLine(failure.getMessage());
        if (failure.getArgSpec() instanceof OptionSpec option && !givenAsFlag(option, arguments)) {
            message = sources.origin(option).map(origin -> origin + ": ").orElse("") + message;
        }
        PrintWriter err = failure.getCommandLine().getErr();
        err.println(message);
        err.println("See parley --help.");
        return EXIT_WRONG_OPTION;
    }

    private static boolean givenAsFlag(OptionSpec option, String... arguments) {
        for (String argument : arguments) {
            if (argument.equals(option.longestName()) || argument.startsWith(option.longestName() + "=")) {
                return true;
            }
        }
        return false;
    }

    private static void tellFailure(Exception failure, PrintWriter err) {
        if (failure instanceof StartFailure || failure instanceof EmbeddedRedisException) {
            err.println(oneLine(failure.getMessage()));
        } else {
            LoggerFactory.getLogger(ParleyCommand.class).error("Parley ended by a defect", failure);
        }
    }

    private static String oneLine(@Nullable String message) {
        return String.valueOf(message).strip().replaceAll("\\R\\s*", " ");
    }
}
