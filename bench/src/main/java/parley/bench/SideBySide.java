package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Lets all servers take turns under each load, and prints a table of each. */
final class SideBySide {
    private static final int AT_ONCE = 200;

    private final List<Candidate> candidates;
    private final Path work;
    private final Effort effort;
    private final Path pictures;

    /** @param pictures where the plots go */
    SideBySide(List<Candidate> candidates, Path work, Effort effort, Path pictures) {
        this.candidates = candidates;
        this.work = work;
        this.effort = effort;
        this.pictures = pictures;
    }

    void run() {
        measure(Scenario.closed("A: 1 room of 500, 10 senders with 8 in flight each", 1, 500, 10, 8));
        measure(Scenario.closed("B: 100 rooms of 10, 1 sender with 8 in flight each", 100, 10, 1, 8));
        measure(Scenario.atRate("C: 1 room of 200, 50 messages a second", 1, 200, 50, 50));
        Plot cost = new Plot("rate-cpu", "1 room of 500", "messages a second", "CPU µs per message");
        Plot latency = new Plot("rate-p99", "1 room of 500", "messages a second", "p99, µs");
        for (int rate : effort.rates()) {
            Scenario scenario =
                    Scenario.atRate(String.format("1 room of 500, %,d messages a second", rate), 1, 500, 50, rate);
            for (Outcome outcome : measure(scenario)) {
                outcome.plot(rate, scenario, cost, latency);
            }
        }
        cost.write(pictures);
        latency.write(pictures);
    }

    private List<Outcome> measure(Scenario scenario) {
        List<Outcome> outcomes = candidates.stream().map(Outcome::new).toList();
        for (int round = 0; round < effort.rounds(); round++) {
            outcomes.stream().filter(Outcome::isGood).forEach(outcome -> takesATurn(outcome, scenario));
        }
        System.out.println();
        System.out.println("### " + scenario.name());
        System.out.println(Outcome.HEAD);
        outcomes.forEach(outcome -> System.out.println(outcome.row(scenario)));
        return outcomes;
    }

    private void takesATurn(Outcome outcome, Scenario scenario) {
        Candidate candidate = outcome.candidate();
        try (Server server = Server.start(candidate, work);
                Pump pump = new Pump()) {
            Load load = new Load(pump, "bench", scenario);
            load.comeIn(server.port(), candidate.wire(), AT_ONCE);
            Duration warmUp =
                    candidate.compiles() ? effort.warmUp() : effort.warmUp().dividedBy(3);
            outcome.add(load.run(warmUp, effort.counted(), server.cpu()));
        } catch (IOException wrong) {
            outcome.disqualify(String.valueOf(wrong.getMessage()));
        }
    }

    /**
     * How long it may take.
     *
     * @param warmUp before it counts; without a compiler at run time a third of it is enough
     * @param rates messages a second into one room
     * @param rest how long nobody does anything before memory is measured
     */
    record Effort(int rounds, Duration warmUp, Duration counted, List<Integer> rates, Duration rest) {
        static final Effort FULL = new Effort(
                3,
                Duration.ofSeconds(8),
                Duration.ofSeconds(6),
                List.of(200, 1_000, 4_000, 8_000, 16_000),
                Duration.ofSeconds(60));
        static final Effort QUICK = new Effort(
                1, Duration.ofSeconds(4), Duration.ofSeconds(3), List.of(200, 1_000, 4_000), Duration.ofSeconds(10));
    }
}
