package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Latency where there is time for everything: one room, a message every 20 ms. */
final class Steady {
    private static final int AT_ONCE = 200;
    private static final Scenario LOAD = Scenario.atRate("C: 1 room of 200, 50 messages a second", 1, 200, 50, 50);

    private final Path work;
    private final SideBySide.Effort effort;

    Steady(Path work, SideBySide.Effort effort) {
        this.work = work;
        this.effort = effort;
    }

    void run(Candidate candidate) throws IOException {
        Duration counted = effort.rest();
        System.out.println();
        System.out.printf("### %s: %s, %d s a run%n", candidate.name(), LOAD.name(), counted.toSeconds());
        System.out.println("| run | p50 ms | p99 ms | max ms | cores |");
        System.out.println("|--:|--:|--:|--:|--:|");
        List<Measured> runs = new ArrayList<>();
        for (int run = 1; run <= 2 * effort.rounds() - 1; run++) {
            try (Server server = Server.start(candidate, work);
                    Pump pump = new Pump()) {
                Load load = new Load(pump, "steady", LOAD);
                load.comeIn(server.port(), candidate.wire(), AT_ONCE);
                runs.add(load.run(effort.warmUp(), counted, server.cpu()));
            }
            print(Integer.toString(run), runs.get(runs.size() - 1));
        }
        print("median", Measured.median(runs));
    }

    private static void print(String run, Measured measured) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.1f | %.2f |%n",
                run,
                measured.p50Ms(),
                measured.p99Ms(),
                measured.maxMs(),
                measured.cores());
    }
}
