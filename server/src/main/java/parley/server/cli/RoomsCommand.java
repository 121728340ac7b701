package parley.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code parley rooms}. */
@Command(
        name = "rooms",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Says to all servers, within a second, whether people may start rooms. May be used while servers run.",
        footer = {"", "Exit codes: 0 done, 1 it could not be done, 2 a wrong option."})
final class RoomsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "open|closed|as-set",
            converter = Values.RoomsWord.class,
            description = "`open`: everybody may. `closed`: nobody. `as-set`: as each server's --rooms says.")
    private OperatorCommands.Rooms rooms = OperatorCommands.Rooms.AS_SET;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    private final OperatorCommands commands;

    RoomsCommand(OperatorCommands commands) {
        this.commands = commands;
    }

    @Override
    public Integer call() throws Exception {
        store.requireClear();
        commands.rooms(store, rooms);
        return 0;
    }
}
