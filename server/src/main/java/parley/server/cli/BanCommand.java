package parley.server.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.server.store.HouseRules;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley ban}. */
@Command(
        name = "ban",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Keeps somebody out, and throws them out of all servers within a second. Without --person, --name or"
                        + " --address: says who is banned. May be used while servers run.",
        footer = {"", "Exit codes: 0 done, 1 it could not be done, 2 a wrong option."})
final class BanCommand implements Callable<Integer> {

    @ArgGroup
    private @Nullable Who who;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Values.Time.class,
            description = "How long: `30m`, `12h`, `7d`. Default: until parley unban.")
    private @Nullable Duration time;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    private final OperatorCommands commands;

    BanCommand(OperatorCommands commands) {
        this.commands = commands;
    }

    @Override
    public Integer call() throws Exception {
        store.requireClear();
        if (who == null) {
            commands.tellRules(store);
        } else {
            long untilMs = time == null ? 0 : System.currentTimeMillis() + time.toMillis();
            commands.ban(store, new HouseRules.Ban(who.kind(), who.who(), untilMs));
        }
        return 0;
    }
}
