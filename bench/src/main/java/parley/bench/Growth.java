package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happens to cost and latency when there is more of something, while as much is asked of the server as before. */
final class Growth {
    private static final int AT_ONCE = 500;
    private static final int[] MEMBERS = {10, 100, 500, 1_000, 5_000};
    private static final int[] ROOMS = {1, 10, 100, 1_000, 10_000};
    private static final int[] CONNECTIONS = {1_000, 5_000, 10_000, 15_000};
    private static final int[] HISTORY = {1_000, 10_000, 100_000, 1_000_000};
    private static final int HISTORY_WHEN_QUICK = 100_000;
    private static final int DELIVERIES_A_SECOND = 10_000;
    private static final int MESSAGES_A_SECOND = 500;
    private static final int IN_A_ROOM = 10;
    private static final int FILLING = 64;
    private static final int READERS = 4;

    private final Path work;
    private final SideBySide.Effort effort;
    private final Path pictures;

    /** @param pictures where the plots go */
    Growth(Path work, SideBySide.Effort effort, Path pictures) {
        this.work = work;
        this.effort = effort;
        this.pictures = pictures;
    }

    void run(Candidate candidate) throws IOException {
        Table members = new Table("members", "members of one room, 10,000 deliveries a second");
        for (int count : MEMBERS) {
            int senders = Math.min(count, IN_A_ROOM);
            members.measure(candidate, count, Scenario.atRate("m", 1, count, senders, DELIVERIES_A_SECOND / count), 0);
        }
        members.end();
        Table rooms = new Table("rooms", "rooms of one, 500 messages a second in all");
        for (int count : ROOMS) {
            rooms.measure(candidate, count, Scenario.atRate("r", count, 1, 1, MESSAGES_A_SECOND), 0);
        }
        rooms.end();
        Table connections = new Table("connections", "connections that only listen, beside 500 messages a second");
        for (int count : CONNECTIONS) {
            Scenario busy = Scenario.atRate("c", IN_A_ROOM, IN_A_ROOM, 1, MESSAGES_A_SECOND);
            connections.measure(candidate, count, busy, count);
        }
        connections.end();
        history(candidate);
    }

    /** A table and a plot of one thing that grows. */
    private final class Table {
        private final Plot plot;

        private Table(String name, String what) {
            plot = new Plot("growth-" + name, what, name, "µs");
            System.out.println();
            System.out.println("### Growth: " + what);
            System.out.println("| " + name + " | CPU µs per message | p50 ms | p99 ms | cores |");
            System.out.println("|--:|--:|--:|--:|--:|");
        }

        private void measure(Candidate candidate, int count, Scenario scenario, int listeners) throws IOException {
            try (Server server = Server.start(candidate, work);
                    Pump pump = new Pump()) {
                if (listeners > 0) {
                    new Load(pump, "listen", Scenario.closed("l", listeners / IN_A_ROOM, IN_A_ROOM, 1, 1))
                            .comeIn(server.port(), candidate.wire(), AT_ONCE);
                }
                Load load = new Load(pump, "grow", scenario);
                load.comeIn(server.port(), candidate.wire(), AT_ONCE);
                Measured measured = load.run(effort.warmUp(), effort.counted(), server.cpu());
                double perMessage = measured.cores() * 1e6 * scenario.members() / measured.perSecond();
                plot.add("CPU per message", count, perMessage);
                plot.add("p99 of the latency", count, 1_000 * measured.p99Ms());
                System.out.printf(
                        Locale.ROOT,
                        "| %,d | %,.0f | %.2f | %.2f | %.2f |%n",
                        count,
                        perMessage,
                        measured.p50Ms(),
                        measured.p99Ms(),
                        measured.cores());
            }
        }

        private void end() {
            plot.write(pictures);
        }
    }

    private void history(Candidate candidate) throws IOException {
        Plot plot = new Plot(
                "growth-history",
                "A page of 50 out of the middle of a room",
                "messages in the room",
                "CPU µs per page");
        System.out.println();
        System.out.println("### Growth: messages in the room, of which pages of 50 are read");
        System.out.println("| messages | pages per second of CPU |");
        System.out.println("|--:|--:|");
        try (Server server = Server.start(candidate, work);
                Pump pump = new Pump()) {
            Load load = new Load(pump, "long", Scenario.closed("h", 1, IN_A_ROOM, IN_A_ROOM, FILLING));
            load.comeIn(server.port(), candidate.wire(), AT_ONCE);
            List<Pager> pagers = new ArrayList<>();
            for (int number = 0; number < READERS; number++) {
                pagers.add(new Pager(pump, server.port(), number, load.room()));
            }
            for (int count : HISTORY) {
                if (count <= HISTORY_WHEN_QUICK || effort.rounds() > 1) {
                    load.writeUntil(count);
                    row(plot, count, server, pump, pagers);
                }
            }
        }
        plot.write(pictures);
    }

    private void row(Plot plot, int count, Server server, Pump pump, List<Pager> pagers) throws IOException {
        for (Pager pager : pagers) {
            pager.readUpTo(count);
        }
        pump.turnFor(effort.warmUp(), Pump.Step.NONE);
        int before = pages(pagers);
        ServerCpu.Used begun = server.cpu().used();
        pump.turnFor(effort.counted(), Pump.Step.NONE);
        double pages = pages(pagers) - before;
        double cpu = server.cpu().used().since(begun).seconds();
        for (Pager pager : pagers) {
            pager.rest();
        }
        pump.turnFor(Duration.ofMillis(500), Pump.Step.NONE);
        plot.add("CPU µs per page", count, cpu * 1e6 / pages);
        System.out.printf(Locale.ROOT, "| %,d | %,.0f |%n", count, pages / cpu);
    }

    private static int pages(List<Pager> pagers) {
        return pagers.stream().mapToInt(Pager::pages).sum();
    }
}
