package parley.server.cli;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.server.store.HouseRules.Kind;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley delete}. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Deletes messages of somebody, for everybody and for ever, as their author could. May be used while"
                        + " servers run.",
        footer = {"", "Exit codes: 0 done, 1 it could not be done, 2 a wrong option."})
final class DeleteCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private @Nullable Author author;

    @Option(
            names = "--since",
            paramLabel = "MOMENT",
            converter = Values.Moment.class,
            description = "Not those before: `2026-11-24T15:00:00Z`, or a time ago such as `2h`.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "MOMENT",
            converter = Values.Moment.class,
            description = "Only those before.")
    private @Nullable Instant until;

    @Option(names = "--room", paramLabel = "ROOM", description = "Only there. Default: everywhere.")
    private @Nullable String room;

    @Option(names = "--dry-run", description = "Only say how many there are.")
    private boolean dryRun;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    private final OperatorCommands commands;

    DeleteCommand(OperatorCommands commands) {
        this.commands = commands;
    }

    private static final class Author {
        @Option(names = "--person", paramLabel = "ID", required = true, description = "Who wrote them: `u_...`.")
        private @Nullable String person;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                required = true,
                description =
                        "Under which name they were written, exactly; guests can have had it one after the other.")
        private @Nullable String name;
    }

    @Override
    public Integer call() throws Exception {
        store.requireClear();
        Author by = Objects.requireNonNull(author);
        commands.delete(
                store,
                new Deletion(
                        by.person == null ? Kind.NAME : Kind.PERSON,
                        Objects.requireNonNull(by.person == null ? by.name : by.person),
                        since == null ? 0 : since.toEpochMilli(),
                        until == null ? Long.MAX_VALUE : until.toEpochMilli(),
                        Optional.ofNullable(room),
                        dryRun));
        return 0;
    }
}
