package parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import parley.model.Event;
import parley.model.ServerMessage;

/** A listener that remembers what it heard, in order, and lets a test wait for the next of a kind. */
final class Heard implements ChatListener {
    private static final long PATIENCE_MS = 60_000;

    private final BlockingQueue<Object> waiting = new LinkedBlockingQueue<>();
    private final List<Event> events = new ArrayList<>();

    @Override
    public void stateChanged(ConnectionChange change) {
        waiting.add(change);
    }

    @Override
    public void welcomed(ServerMessage.Welcome welcome) {
        waiting.add(welcome);
    }

    @Override
    public void timelineChanged(String room, TimelineChange change) {
        waiting.add(change);
    }

    @Override
    public void eventReceived(String room, Event event) {
        synchronized (events) {
            events.add(event);
            events.notifyAll();
        }
    }

    @Override
    public void outgoingChanged(Outgoing item) {
        waiting.add(item);
    }

    @Override
    public void roomRefused(String room, String code, String sentence) {
        waiting.add(code);
    }

    /** Waits until this many events came; all that have come by then. */
    List<Event> events(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        synchronized (events) {
            while (events.size() < count && deadline > System.nanoTime()) {
                events.wait(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()) + 1);
            }
            return List.copyOf(events);
        }
    }

    /** The next of this type that fits; what comes before it is passed over. */
    <T> T next(Class<T> type, Predicate<T> fits) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        StringBuilder passed = new StringBuilder();
        while (true) {
            Object found = waiting.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(found).as("a %s after%s", type.getSimpleName(), passed).isNotNull();
            if (type.isInstance(found) && fits.test(type.cast(found))) {
                return type.cast(found);
            }
            passed.append("\n  ").append(found);
        }
    }

    <T> T next(Class<T> type) throws InterruptedException {
        return next(type, any -> true);
    }

    ConnectionChange state(ConnectionState state) throws InterruptedException {
        return next(ConnectionChange.class, change -> change.state() == state);
    }

    Outgoing outgoing(Outgoing.State state) throws InterruptedException {
        return next(Outgoing.class, item -> item.state() == state);
    }
}
