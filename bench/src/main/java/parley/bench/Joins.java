package parley.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many joins a second: people who come into a room with a history and leave it again, and many who come back at once. */
final class Joins {
    private static final int PEOPLE = 100;
    private static final int EVENTS = 50;
    private static final int STORM = 10_000;
    private static final int STORM_ROOM = 100;

    private final Path work;
    private final Duration counted;

    Joins(Path work, Duration counted) {
        this.work = work;
        this.counted = counted;
    }

    void run(Candidate candidate) throws IOException {
        System.out.println();
        System.out.println("### " + candidate.name() + ": joins");
        try (Server server = Server.start(candidate, work);
                Pump pump = new Pump()) {
            new Load(pump, "writers", Scenario.closed("history", 1, EVENTS, EVENTS, 1)).fill(server.port());
            List<Visitor> visitors = new ArrayList<>();
            for (int number = 0; number < PEOPLE; number++) {
                visitors.add(new Visitor(pump, server.port(), number));
            }
            pump.turnFor(counted, Pump.Step.NONE);
            int before = joins(visitors);
            ServerCpu.Used begun = server.cpu().used();
            pump.turnFor(counted, Pump.Step.NONE);
            int joins = joins(visitors) - before;
            double cpu = server.cpu().used().since(begun).seconds();
            System.out.printf(
                    Locale.ROOT,
                    "%,d joins a second with %d events each: %,.0f per second of CPU%n",
                    joins * 1_000L / counted.toMillis(),
                    EVENTS,
                    joins / cpu);
        }
        storm(candidate);
    }

    private void storm(Candidate candidate) throws IOException {
        try (Server server = Server.start(candidate, work);
                Pump pump = new Pump()) {
            pump.turnFor(counted, Pump.Step.NONE);
            long begun = pump.nanos();
            new Load(pump, "storm", Scenario.closed("storm", STORM / STORM_ROOM, STORM_ROOM, 1, 1))
                    .comeIn(server.port(), candidate.wire(), STORM);
            System.out.printf(
                    Locale.ROOT,
                    "%,d new people at once, all in their rooms: %.1f s%n",
                    STORM,
                    (pump.nanos() - begun) / 1e9);
        }
    }

    private static int joins(List<Visitor> visitors) {
        return visitors.stream().mapToInt(visitor -> visitor.joins).sum();
    }

    /** Joins and leaves for ever. */
    private static final class Visitor implements Socket.Reader {
        private static final String JOIN =
                "{\"type\":\"join\",\"room\":\"writers-0\",\"limit\":" + EVENTS + ",\"ref\":\"j\"}";
        private static final String LEAVE = "{\"type\":\"leave\",\"room\":\"writers-0\",\"ref\":\"l\"}";

        private final Socket socket;
        private int joins;

        private Visitor(Pump pump, int port, int number) throws IOException {
            socket = new Socket(port, Wire.PARLEY.path(), number, pump.selector(), this);
            socket.send(Wire.PARLEY.hello("visitor" + number));
        }

        @Override
        public void closed(int code) throws IOException {
            throw new IOException("the server has closed a connection with code " + code);
        }

        @Override
        public void text(ByteBuffer utf8, int from, int length) throws IOException {
            switch (utf8.get(from + "{\"type\":\"".length())) {
                case 'w', 'a' -> socket.send(JOIN);
                case 'j' -> {
                    joins++;
                    socket.send(LEAVE);
                }
                case 'h' -> {}
                default -> {
                    byte[] text = new byte[length];
                    utf8.get(from, text);
                    throw new IOException("the server says: " + new String(text, StandardCharsets.UTF_8));
                }
            }
        }
    }
}
