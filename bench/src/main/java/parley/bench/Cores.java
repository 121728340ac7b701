package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a second loop and a second node bring. The load has to share the two cores with them, so this shows what they cost
 * and that they work, rather than how far they go.
 */
final class Cores {
    private static final int AT_ONCE = 200;
    private static final List<Scenario> LOADS = List.of(
            Scenario.closed("A: 1 room of 500, closed loop", 1, 500, 10, 8),
            Scenario.closed("B: 100 rooms of 10, closed loop", 100, 10, 1, 8),
            Scenario.atRate("1 room of 500, 1,000 messages a second", 1, 500, 50, 1_000));

    private final Path project;
    private final Path work;
    private final SideBySide.Effort effort;

    Cores(Path project, Path work, SideBySide.Effort effort) {
        this.project = project;
        this.work = work;
        this.effort = effort;
    }

    void run() throws IOException {
        for (Scenario scenario : LOADS) {
            System.out.println();
            System.out.println("### Cores and nodes: " + scenario.name());
            System.out.println("| | messages/s | CPU µs per message | cores | p50 ms | p99 ms |");
            System.out.println("|---|--:|--:|--:|--:|--:|");
            try (Server server = Server.start(parley("--loops", "1"), work)) {
                row("1 loop, a core of its own", scenario, server);
            }
            try (Server server = Server.startOnTwoCores(parley("--loops", "1"), work)) {
                row("1 loop, two cores with the load", scenario, server);
            }
            try (Server server = Server.startOnTwoCores(parley("--loops", "2"), work)) {
                row("2 loops, two cores with the load", scenario, server);
            }
            try (Server first = Server.startOnTwoCores(parley("--loops", "1"), work);
                    Server second =
                            Server.startOnTwoCores(parley("--loops", "1").withStoreOf(first), work)) {
                row("2 nodes of 1 loop, two cores with the load", scenario, first, second);
            }
        }
    }

    private Candidate parley(String... more) {
        return Candidate.parley("Parley", project, more);
    }

    private void row(String how, Scenario scenario, Server... servers) throws IOException {
        try (Pump pump = new Pump()) {
            Load load = new Load(pump, "cores", scenario);
            load.comeIn(List.of(servers).stream().map(Server::port).toList(), Wire.PARLEY, AT_ONCE);
            Measured measured = load.run(effort.warmUp(), effort.counted(), Server.cpu(List.of(servers)));
            double messages = measured.perSecond() / scenario.members();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | %.2f | %.2f | %.2f |%n",
                    how,
                    messages,
                    measured.cores() * 1e6 / messages,
                    measured.cores(),
                    measured.p50Ms(),
                    measured.p99Ms());
        }
    }
}
