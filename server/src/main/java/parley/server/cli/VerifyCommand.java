package parley.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code parley verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeOnExecutionException = 2,
        description = "Reads every room and tells what is not as it was written. Changes nothing.",
        footer = {"", "Exit codes: 0 all is well, 1 damage was found, 2 it could not be checked."})
final class VerifyCommand implements Callable<Integer> {

    private static final int DAMAGED = 1;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    private final StoreCommands commands;

    VerifyCommand(StoreCommands commands) {
        this.commands = commands;
    }

    @Override
    public Integer call() throws Exception {
        store.requireClear();
        return commands.verify(store) ? 0 : DAMAGED;
    }
}
