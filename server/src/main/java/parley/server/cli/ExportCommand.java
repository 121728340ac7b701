package parley.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code parley export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Writes all rooms into a file that parley import reads. Changes nothing in the store.",
        footer = {"", "Exit codes: 0 done, 1 it could not be done, 2 a wrong option."})
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The file, replaced when all is written; `-`: standard output.")
    private String file = "";

    @Mixin
    private final StoreOptions store = new StoreOptions();

    private final StoreCommands commands;

    ExportCommand(StoreCommands commands) {
        this.commands = commands;
    }

    @Override
    public Integer call() throws Exception {
        store.requireClear();
        commands.exportRooms(store, file);
        return 0;
    }
}
