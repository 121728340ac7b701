package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What people cost who are there and say nothing. */
final class Idle {
    private static final int ROOM = 10;
    private static final int AT_ONCE = 500;
    private static final int[] CONNECTIONS = {10_000, 15_000};

    private final Path work;
    private final Duration rest;

    /** @param rest how long nothing happens before it is measured */
    Idle(Path work, Duration rest) {
        this.work = work;
        this.rest = rest;
    }

    void run(Candidate candidate) throws IOException {
        System.out.println();
        System.out.println("### " + candidate.name() + ": connections at rest, 10 to a room");
        System.out.println("| connections | resident MiB | KiB each | cores | of them Redis |");
        System.out.println("|--:|--:|--:|--:|--:|");
        try (Server server = Server.start(candidate, work);
                Pump pump = new Pump()) {
            pump.turnFor(rest, Pump.Step.NONE);
            long base = row(server, pump, 0, 0);
            int there = 0;
            for (int connections : CONNECTIONS) {
                int more = connections - there;
                Scenario scenario = Scenario.closed("idle", more / ROOM, ROOM, 1, 1);
                new Load(pump, "idle" + there, scenario).comeIn(server.port(), candidate.wire(), AT_ONCE);
                there = connections;
                pump.turnFor(rest, Pump.Step.NONE);
                row(server, pump, connections, base);
            }
        }
    }

    private long row(Server server, Pump pump, int connections, long baseKib) throws IOException {
        ServerCpu.Used before = server.cpu().used();
        RedisUse redisBefore = RedisUse.of(server.redis());
        pump.turnFor(rest.dividedBy(2), Pump.Step.NONE);
        double cores = server.cpu().used().since(before).seconds() * 2_000 / rest.toMillis();
        double ofRedis = RedisUse.of(server.redis()).since(redisBefore).cpuSeconds() * 2_000 / rest.toMillis();
        long kib = server.memory().kib();
        System.out.printf(
                Locale.ROOT,
                "| %,d | %d | %s | %.3f | %.3f |%n",
                connections,
                kib / 1_024,
                connections == 0 ? "" : String.format(Locale.ROOT, "%.1f", (double) (kib - baseKib) / connections),
                cores,
                ofRedis);
        return kib;
    }
}
