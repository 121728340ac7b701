package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What those who never read, and one who writes as fast as it can, do to everybody else: in turns with and without them. */
final class Neighbours {
    private static final int AT_ONCE = 200;
    private static final int SENDERS = 50;

    private final Path work;
    private final SideBySide.Effort effort;

    Neighbours(Path work, SideBySide.Effort effort) {
        this.work = work;
        this.effort = effort;
    }

    void run(Candidate candidate) throws IOException {
        System.out.println();
        System.out.println(
                "### " + candidate.name() + " beside bad neighbours: p99 in ms, pair by pair, and their median");
        System.out.println("| others | beside them | p99 | median | wanted | server's memory at most, MiB |");
        System.out.println("|---|---|---|--:|--:|--:|");
        Scenario readers = Scenario.atRate("500 readers, texts of 2,000 bytes, 200 a second", 1, 500, SENDERS, 200);
        pairs(candidate, readers.withDeaf(0, 2_000), new Side("50 who never read", 50, false));
        Scenario many = Scenario.atRate("1,000 readers, texts of 3,900 bytes, 60 a second", 1, 1_000, SENDERS, 60);
        pairs(candidate, many.withDeaf(0, 3_900), new Side("one who stops reading", 1, false));
        Scenario talkers = Scenario.atRate("1,000 members, 20 a second", 1, 1_000, SENDERS, 20);
        pairs(candidate.withRates(), talkers, new Side("one who floods", 0, true));
    }

    private void pairs(Candidate candidate, Scenario scenario, Side beside) throws IOException {
        Side alone = new Side("nobody", 0, false);
        for (int pair = 0; pair < 2 * effort.rounds() - 1; pair++) {
            alone.measure(candidate, scenario);
            beside.measure(candidate, scenario);
        }
        alone.print(scenario, "");
        double baseline = alone.median();
        beside.print(scenario, ms(Math.max(1.5 * baseline, baseline + 2)));
    }

    private static String ms(double ms) {
        return String.format(Locale.ROOT, "%.1f", ms);
    }

    private final class Side {
        private final String name;
        private final int deaf;
        private final boolean flood;
        private final List<Double> p99 = new ArrayList<>();
        private long mostKib;

        private Side(String name, int deaf, boolean flood) {
            this.name = name;
            this.deaf = deaf;
            this.flood = flood;
        }

        private void measure(Candidate candidate, Scenario others) throws IOException {
            try (Server server = Server.start(candidate, work);
                    Pump pump = new Pump()) {
                Load load = new Load(pump, "deaf", others.joinedByDeaf(deaf));
                load.comeIn(server.port(), candidate.wire(), AT_ONCE);
                try (Flooder flooder = flood ? new Flooder(server.port()) : null) {
                    Measured measured = load.run(effort.warmUp(), effort.counted(), server.cpu());
                    p99.add(measured.p99Ms());
                    if (flooder != null) {
                        flooder.requireRefused();
                    }
                }
                mostKib = Math.max(mostKib, server.memory().kib());
                load.awaitEndOfTheDeaf();
            }
        }

        private double median() {
            List<Double> sorted = new ArrayList<>(p99);
            Collections.sort(sorted);
            return sorted.get(sorted.size() / 2);
        }

        private void print(Scenario others, String wanted) {
            String all = String.join(", ", p99.stream().map(Neighbours::ms).toList());
            System.out.printf(
                    "| %s | %s | %s | %s | %s | %d |%n",
                    others.name(), name, all, ms(median()), wanted.isEmpty() ? "" : "≤ " + wanted, mostKib / 1_024);
        }
    }
}
