package parley.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Takes in the rooms of a file that parley export wrote. A file that is cut or broken, and one with"
                        + " a room that exists already, is refused before anything is changed.",
        footer = {"", "Exit codes: 0 done, 1 it could not be done, 2 a wrong option."})
final class ImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The file; `-`: standard input.")
    private String file = "";

    @Option(names = "--dry-run", description = "Only check the file and say what would be done.")
    private boolean dryRun;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    private final StoreCommands commands;

    ImportCommand(StoreCommands commands) {
        this.commands = commands;
    }

    @Override
    public Integer call() throws Exception {
        store.requireClear();
        commands.importRooms(store, file, dryRun);
        return 0;
    }
}
