package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What members who never read do to those who do. */
final class NeverReaders {
    private static final int AT_ONCE = 200;
    private static final int DEAF = 50;
    private static final int READERS = 500;
    private static final int TEXT_BYTES = 2_000;
    private static final int PER_SECOND = 200;

    private final Path work;
    private final SideBySide.Effort effort;

    NeverReaders(Path work, SideBySide.Effort effort) {
        this.work = work;
        this.effort = effort;
    }

    void run(Candidate candidate) throws IOException {
        System.out.println();
        System.out.println("### " + candidate.name() + ": 500 readers, texts of 2,000 bytes, 200 a second");
        System.out.println("| beside them | p99 ms, pair by pair | server's memory at most, MiB |");
        System.out.println("|---|---|--:|");
        Side alone = new Side("nobody", 0);
        Side beside = new Side("50 who never read", DEAF);
        for (int pair = 0; pair < 2 * effort.rounds() - 1; pair++) {
            alone.measure(candidate);
            beside.measure(candidate);
        }
        alone.print();
        beside.print();
    }

    private final class Side {
        private final String name;
        private final Scenario scenario;
        private final List<String> p99 = new ArrayList<>();
        private long mostKib;

        private Side(String name, int deaf) {
            this.name = name;
            scenario = Scenario.atRate(name, 1, READERS + deaf, 50, PER_SECOND).withDeaf(deaf, TEXT_BYTES);
        }

        private void measure(Candidate candidate) throws IOException {
            try (Server server = Server.start(candidate, work);
                    Pump pump = new Pump()) {
                Load load = new Load(pump, "deaf", scenario);
                load.comeIn(server.port(), candidate.wire(), AT_ONCE);
                Measured measured = load.run(effort.warmUp(), effort.counted(), server.cpu());
                mostKib = Math.max(mostKib, server.memory().kib());
                p99.add(String.format(Locale.ROOT, "%.1f", measured.p99Ms()));
                load.awaitEndOfTheDeaf();
            }
        }

        private void print() {
            System.out.println("| " + name + " | " + String.join(", ", p99) + " | " + mostKib / 1_024 + " |");
        }
    }
}
