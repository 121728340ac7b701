package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a message costs the nodes and their Redis, on one node, two and three, whose people share all rooms: the points from
 * which docs/scaling.md goes on. The load shares the two cores with them, so only costs count here, no speed.
 */
final class Nodes {
    private static final int MOST = 3;
    private static final int AT_ONCE = 200;
    private static final Scenario LOAD =
            Scenario.atRate("100 rooms of 12, 300 messages a second in all", 100, 12, 1, 300);

    private final Path project;
    private final Path work;
    private final SideBySide.Effort effort;

    Nodes(Path project, Path work, SideBySide.Effort effort) {
        this.project = project;
        this.work = work;
        this.effort = effort;
    }

    void run() throws IOException {
        System.out.println();
        System.out.println("### Nodes: " + LOAD.name());
        System.out.println("| nodes | their CPU µs per message | Redis' | Redis: bytes in per message | out | kept"
                + " | p50 ms | p99 ms |");
        System.out.println("|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (int count = 1; count <= MOST; count++) {
            List<Server> nodes = new ArrayList<>();
            try {
                nodes.add(Server.startOnTwoCores(parley(), work));
                while (nodes.size() < count) {
                    nodes.add(Server.startOnTwoCores(parley().withStoreOf(nodes.get(0)), work));
                }
                row(nodes);
            } finally {
                nodes.forEach(Server::close);
            }
        }
    }

    private Candidate parley() {
        return Candidate.parley("Parley", project, "--loops", "1");
    }

    private void row(List<Server> nodes) throws IOException {
        try (Pump pump = new Pump()) {
            Load load = new Load(pump, "nodes", LOAD);
            load.comeIn(nodes.stream().map(Server::port).toList(), Wire.PARLEY, AT_ONCE);
            load.begin();
            pump.turnFor(effort.warmUp(), load::writeWhatIsDue);
            load.count();
            RedisUse redisBefore = RedisUse.of(nodes.get(0).redis());
            ServerCpu.Used before = Server.cpu(nodes).used();
            pump.turnFor(effort.counted(), load::writeWhatIsDue);
            double micros = Server.cpu(nodes).used().since(before).seconds() * 1e6;
            RedisUse redis = RedisUse.of(nodes.get(0).redis()).since(redisBefore);
            double messages = (double) load.deliveries() / LOAD.members();
            load.end();
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %,.0f | %,.0f | %,.0f | %,.0f | %,.0f | %.2f | %.2f |%n",
                    nodes.size(),
                    micros / messages - redis.cpuSeconds() * 1e6 / messages,
                    redis.cpuSeconds() * 1e6 / messages,
                    redis.inBytes() / messages,
                    redis.outBytes() / messages,
                    redis.memoryBytes() / messages,
                    load.latencyMs(50),
                    load.latencyMs(99));
        }
    }
}
