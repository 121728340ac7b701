package parley.acceptance.history;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import parley.acceptance.history.Violation.Kind;

/**
 * A write that begins after another one was acknowledged has a higher number: this keeps the order of each client that waits
 * for its answers, and makes the log linearizable (Herlihy and Wing, 1990).
 */
final class OrderRule implements Rule {
    /** A write and its place. */
    private record Placed(long seq, Operation operation) {}

    @Override
    public void check(Facts facts, Consumer<Violation> broken) {
        List<Placed> placed = facts.log().entrySet().stream()
                .filter(entry -> entry.getValue().size() == 1)
                .map(entry ->
                        new Placed(entry.getKey(), entry.getValue().iterator().next()))
                .toList();
        Map<Operation, Long> places =
                placed.stream().collect(Collectors.toMap(Placed::operation, Placed::seq, Math::max));
        List<Placed> byAck = placed.stream()
                .filter(p -> p.operation.acked().contains(p.seq))
                .sorted(Comparator.comparingInt(p -> p.operation.firstAcked()))
                .toList();
        int next = 0;
        Placed highest = null;
        for (Operation operation : facts.operations()) {
            while (next < byAck.size() && byAck.get(next).operation.firstAcked() < operation.invoked()) {
                Placed acked = byAck.get(next++);
                highest = highest == null || acked.seq > highest.seq ? acked : highest;
            }
            Long seq = places.get(operation);
            if (seq != null && highest != null && seq < highest.seq) {
                broken.accept(Violation.of(
                        Kind.SWAPPED,
                        highest.operation.toldWithAnswer(),
                        "After that " + operation.told(),
                        "It became number " + seq + "."));
            }
        }
    }
}
