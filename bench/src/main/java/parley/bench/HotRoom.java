package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What a room of thousands does to the small ones beside it. */
final class HotRoom {
    private static final int AT_ONCE = 500;
    private static final Scenario QUIET = Scenario.atRate("quiet", 1_000, 2, 1, 100);
    private static final Scenario HOT = Scenario.atRate("hot", 1, 5_000, 50, 10);

    private final Path work;
    private final Duration warmUp;
    private final Duration counted;

    HotRoom(Path work, Duration warmUp, Duration counted) {
        this.work = work;
        this.warmUp = warmUp;
        this.counted = counted;
    }

    void run(Candidate candidate) throws IOException {
        System.out.println();
        System.out.println("### " + candidate.name() + ": 1,000 rooms of 2, 100 messages a second in all");
        System.out.println("| beside them | their p50 ms | p99 ms | max ms | cores |");
        System.out.println("|---|--:|--:|--:|--:|");
        try (Server server = Server.start(candidate, work);
                Pump pump = new Pump()) {
            Load quiet = new Load(pump, "quiet", QUIET);
            quiet.comeIn(server.port(), candidate.wire(), AT_ONCE);
            quiet.begin();
            row("nothing", server, pump, quiet, quiet::writeWhatIsDue);
            Load hot = new Load(pump, "hot", HOT);
            hot.comeIn(server.port(), candidate.wire(), AT_ONCE);
            hot.begin();
            row("a room of 5,000 with 10 a second", server, pump, quiet, () -> {
                quiet.writeWhatIsDue();
                hot.writeWhatIsDue();
            });
            quiet.end();
            hot.end();
        }
    }

    private void row(String beside, Server server, Pump pump, Load quiet, Pump.Step step) throws IOException {
        pump.turnFor(warmUp, step);
        quiet.count();
        ServerCpu.Used before = server.cpu().used();
        pump.turnFor(counted, step);
        double cores = server.cpu().used().since(before).seconds() * 1_000 / counted.toMillis();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.1f | %.2f |%n",
                beside,
                quiet.latencyMs(50),
                quiet.latencyMs(99),
                quiet.latencyMs(100),
                cores);
    }
}
