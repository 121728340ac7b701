package parley.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;

/**
 * The members of one scenario. Latencies are those from when a message was due, not from when it could be sent (coordinated
 * omission). One thread.
 */
final class Load {
    private static final int DIGITS = 3;
    /** Part of its rate that a load begins with. */
    private static final double FIRST = 0.05;

    private final Pump pump;
    private final String name;
    private final Scenario scenario;
    private final List<Member> members = new ArrayList<>();
    private final List<Member> senders = new ArrayList<>();
    private final Histogram latency = new Histogram(DIGITS);
    private final Random random = new Random(1);
    private boolean writing;
    private int arrived;
    private long deliveries;
    private double nextDue;
    private long begun;
    private long riseUntil;

    /**
     * Nobody is connected yet: see {@link #comeIn}.
     *
     * @param name of rooms and members, lower-case ASCII letters
     */
    Load(Pump pump, String name, Scenario scenario) {
        this.pump = pump;
        this.name = name;
        this.scenario = scenario;
    }

    Pump pump() {
        return pump;
    }

    String name() {
        return name;
    }

    Scenario scenario() {
        return scenario;
    }

    /**
     * Connects everybody and lets them join.
     *
     * @param port where the server listens
     * @param wire how it wants to be spoken to
     * @param atOnce so many are connected before their answers are awaited
     */
    void comeIn(int port, Wire wire, int atOnce) throws IOException {
        comeIn(List.of(port), wire, atOnce);
    }

    /** The same to several servers in turn, neighbours to different ones. */
    void comeIn(List<Integer> ports, Wire wire, int atOnce) throws IOException {
        for (int from = 0; from < scenario.connections(); from += atOnce) {
            int to = Math.min(from + atOnce, scenario.connections());
            for (int number = from; number < to; number++) {
                members.add(new Member(this, wire, ports.get(number % ports.size()), number));
            }
            comeIn(members.subList(from, to));
        }
        for (int number = 0; number < members.size(); number++) {
            if (scenario.sends(number)) {
                senders.add(members.get(number));
            }
            if (scenario.isDeaf(number)) {
                members.get(number).deafen();
            }
        }
    }

    private void comeIn(List<Member> some) throws IOException {
        arrived = 0;
        for (Member member : some) {
            member.hello();
        }
        pump.await("everybody's welcome", () -> arrived == some.size());
        for (Member member : some) {
            member.join();
        }
        pump.await("everybody's room", () -> arrived == 2 * some.size());
    }

    /** Lets them write for a time before it counts, and for a time that counts; then checks what everybody has seen. */
    Measured run(Duration warmUp, Duration counted, ServerCpu cpu) throws IOException {
        begin();
        riseUntil = pump.nanos() + warmUp.toNanos() / 2;
        pump.turnFor(warmUp, this::writeWhatIsDue);
        count();
        long reads = pump.reads();
        long counts = pump.nanos();
        ServerCpu.Used before = cpu.used();
        pump.turnFor(counted, this::writeWhatIsDue);
        ServerCpu.Used used = cpu.used().since(before);
        double seconds = (pump.nanos() - counts) / 1e9;
        Measured measured = new Measured(
                deliveries / seconds,
                deliveries / used.seconds(),
                (double) deliveries / (pump.reads() - reads),
                used.seconds() / seconds,
                latencyMs(50),
                latencyMs(99),
                latencyMs(100));
        end();
        return measured;
    }

    /** Everybody comes, and each sender writes a message. */
    void fill(int port) throws IOException {
        comeIn(port, Wire.PARLEY, scenario.connections());
        for (Member sender : senders) {
            sender.write(pump.nanos());
        }
        end();
    }

    /** The first room. */
    String room() {
        return name + "-0";
    }

    /** Closed loop: they write until so many messages are in the first room, and stop. */
    void writeUntil(int messages) throws IOException {
        begin();
        while (deliveries < (long) messages * scenario.members()) {
            pump.turnFor(Duration.ofMillis(1), Pump.Step.NONE);
        }
        end();
    }

    /** They write from now on; at a constant rate only what {@link #writeWhatIsDue} finds. */
    void begin() throws IOException {
        writing = true;
        begun = pump.nanos();
        nextDue = begun;
        if (scenario.inFlight() > 0) {
            for (Member sender : senders) {
                for (int i = 0; i < scenario.inFlight(); i++) {
                    sender.write(pump.nanos());
                }
            }
        }
    }

    /** Before each turn. */
    void writeWhatIsDue() throws IOException {
        while (scenario.perSecond() > 0 && nextDue <= pump.nanos()) {
            senders.get(random.nextInt(senders.size())).write((long) nextDue);
            nextDue -= Math.log(1 - random.nextDouble()) / perSecond() * 1e9;
        }
    }

    /** Rises to what is wanted: what neither the server nor this program has compiled yet would only pile up. */
    private double perSecond() {
        double still = Math.max(0, riseUntil - nextDue) / (riseUntil - begun);
        return scenario.perSecond() * (1 - (1 - FIRST) * still);
    }

    /** Counts anew. */
    void count() {
        latency.reset();
        deliveries = 0;
    }

    /** Nobody writes any more. Throws unless everybody has seen everything once, in the order of everybody else. */
    void end() throws IOException {
        writing = false;
        for (int room = 0; room < scenario.rooms(); room++) {
            List<Member> here =
                    members.subList(room * scenario.members(), (room + 1) * scenario.members() - scenario.deaf());
            int[] written = here.stream()
                    .limit(scenario.senders())
                    .mapToInt(Member::written)
                    .toArray();
            for (Member member : here) {
                pump.await("all messages", () -> member.hasSeen(written));
                if (member.order() != here.get(0).order()) {
                    throw new IOException("two members have seen different orders");
                }
            }
        }
    }

    /** Lets those who never read find out that the server has closed them; throws when it has not. */
    void awaitEndOfTheDeaf() throws IOException {
        List<Member> deaf = new ArrayList<>();
        for (int number = 0; number < members.size(); number++) {
            if (scenario.isDeaf(number)) {
                deaf.add(members.get(number));
            }
        }
        deaf.forEach(Member::listen);
        pump.await("the end of those who do not read", () -> deaf.stream().allMatch(Member::isGone));
    }

    /** So many since it counts. */
    long deliveries() {
        return deliveries;
    }

    /** Milliseconds; 100 for the longest. */
    double latencyMs(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }

    /** Somebody was welcomed or let into the room. */
    void arrived() {
        arrived++;
    }

    /** An event. */
    void delivered(Member to, boolean own, long dueNanos) throws IOException {
        deliveries++;
        latency.recordValue(Math.max(0, pump.readNanos() - dueNanos));
        if (own && writing && scenario.inFlight() > 0) {
            to.write(pump.readNanos());
        }
    }
}
