package parley.server.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code parley unban}. */
@Command(
        name = "unban",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Lets somebody in again. May be used while servers run.",
        footer = {"", "Exit codes: 0 done, 1 it could not be done, 2 a wrong option."})
final class UnbanCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private @Nullable Who who;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    private final OperatorCommands commands;

    UnbanCommand(OperatorCommands commands) {
        this.commands = commands;
    }

    @Override
    public Integer call() throws Exception {
        store.requireClear();
        Who somebody = Objects.requireNonNull(who);
        commands.unban(store, somebody.kind(), somebody.who());
        return 0;
    }
}
