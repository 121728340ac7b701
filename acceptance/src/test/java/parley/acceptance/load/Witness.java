package parley.acceptance.load;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import parley.client.ChatListener;
import parley.client.ConnectionChange;
import parley.client.ConnectionState;
import parley.client.TimelineChange;
import parley.model.Event;

/** A member that keeps account of the events of each room: their number, and a chain over all of them in order. */
class Witness implements ChatListener {
    private final Map<String, Account> accounts = new HashMap<>();
    private final CountDownLatch opened;
    final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    /** What was heard of a room: events, and a hash over each event and all before it. */
    record Account(long events, long chain) {
        private static final Account NOTHING = new Account(0, 17);
    }

    /** Waits for so many rooms to open. */
    Witness(int rooms) {
        opened = new CountDownLatch(rooms);
    }

    void awaitOpen() throws InterruptedException {
        opened.await();
    }

    synchronized Account account(String room) {
        return accounts.getOrDefault(room, Account.NOTHING);
    }

    @Override
    public synchronized void eventReceived(String room, Event event) {
        Account before = account(room);
        if (event.seq() != before.events() + 1) {
            wrong.add(room + ": " + event.seq() + " after " + before.events());
        }
        accounts.put(
                room,
                new Account(event.seq(), before.chain() * 31 + identity(event).hashCode()));
    }

    @Override
    public void timelineChanged(String room, TimelineChange change) {
        if (change instanceof TimelineChange.Reset reset) {
            if (reset.cause() == TimelineChange.Cause.OPENED && reset.messages().isEmpty()) {
                opened.countDown();
            } else {
                wrong.add(room + ": " + reset.cause());
            }
        }
    }

    @Override
    public void stateChanged(ConnectionChange change) {
        if (change.state() == ConnectionState.STOPPED && change.code() != null) {
            wrong.add(change.toString());
        }
    }

    @Override
    public void roomRefused(String room, String code, String sentence) {
        wrong.add(room + ": " + code);
    }

    /** What is the same for every reader at any time; a message that is read later has its newer text. */
    private static String identity(Event event) {
        if (event instanceof Event.Message m) {
            return "m " + m.seq() + ' ' + m.ref() + ' ' + m.user() + ' ' + m.timestamp();
        }
        if (event instanceof Event.Edited m) {
            return "e " + m.seq() + ' ' + m.ref() + ' ' + m.target() + ' ' + m.timestamp();
        }
        if (event instanceof Event.Deleted m) {
            return "d " + m.seq() + ' ' + m.ref() + ' ' + m.target() + ' ' + m.timestamp();
        }
        return "unknown";
    }
}
