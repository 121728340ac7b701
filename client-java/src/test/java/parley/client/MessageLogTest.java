package parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import parley.model.Event;

class MessageLogTest {
    private final MessageLog log = new MessageLog();

    @Test
    void editReplacesTheTextAndKeepsTheRest() {
        log.apply(Said.message(1));
        Event.Message changed = log.apply(Said.edited(2, 1, "new"));
        assertThat(changed).isEqualTo(log.get(1));
        assertThat(changed.message()).isEqualTo("new");
        assertThat(changed.edited()).isEqualTo(Said.at(2));
        assertThat(changed.timestamp()).isEqualTo(Said.at(1));
    }

    @Test
    void deletionIsFinal() {
        log.apply(Said.message(1));
        log.apply(Said.edited(2, 1, "new"));
        log.apply(Said.deleted(3, 1));
        assertThat(log.apply(Said.edited(4, 1, "again"))).isNull();
        assertThat(log.apply(Said.message(1))).isNull();
        assertThat(log.get(1).deleted()).isTrue();
        assertThat(log.get(1).edited()).isNull();
    }

    @Test
    void editWithoutTextOrWithoutTargetChangesNothing() {
        log.apply(Said.message(1));
        assertThat(log.apply(Said.edited(2, 1, null))).isNull();
        assertThat(log.apply(Said.edited(3, 99, "new"))).isNull();
        assertThat(log.copy()).containsExactly(Said.message(1));
    }

    @Test
    void unknownEventsChangeNothing() {
        assertThat(log.apply(new Event.Unknown("lobby", 1, "reacted"))).isNull();
        assertThat(log.size()).isZero();
    }

    /** Protocol §4: applying any events again, in any order, ends in the same state. */
    @RepeatedTest(200)
    void applyingEventsAgainInAnyOrderEndsInTheSameState() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Event> live = randomLog(random);
        List<Event> read = asReadNow(live);
        List<Event.Message> expected = read.stream()
                .filter(Event.Message.class::isInstance)
                .map(Event.Message.class::cast)
                .toList();

        live.forEach(log::apply);
        assertThat(log.copy()).as("live, seed %d", seed).isEqualTo(expected);

        List<Event> again = new ArrayList<>(read);
        again.addAll(read);
        Collections.shuffle(again, random);
        again.forEach(log::apply);
        assertThat(log.copy()).as("again, seed %d", seed).isEqualTo(expected);

        MessageLog fresh = new MessageLog();
        again.forEach(fresh::apply);
        assertThat(fresh.copy()).as("from nothing, seed %d", seed).isEqualTo(expected);
    }

    /** Messages, edits and deletions as members hear them; several in one millisecond, too. */
    private static List<Event> randomLog(Random random) {
        List<Event> events = new ArrayList<>();
        List<Long> alive = new ArrayList<>();
        long second = 0;
        for (long seq = 1; seq <= 60; seq++) {
            second += random.nextInt(2);
            int what = alive.isEmpty() ? 0 : random.nextInt(10);
            if (what < 5) {
                events.add(
                        new Event.Message("lobby", seq, "bob", "u_bob", "t" + seq, Said.at(second), "r" + seq, null));
                alive.add(seq);
            } else if (what < 9) {
                long target = alive.get(random.nextInt(alive.size()));
                events.add(
                        new Event.Edited("lobby", seq, target, "t" + seq, "bob", "u_bob", Said.at(second), "r" + seq));
            } else {
                long target = alive.remove(random.nextInt(alive.size()));
                events.add(new Event.Deleted("lobby", seq, target, "bob", "u_bob", Said.at(second), "r" + seq));
            }
        }
        return events;
    }

    /** The same events as the server sends them at the end: replaced and deleted text is never sent again. */
    private static List<Event> asReadNow(List<Event> live) {
        Map<Long, String> text = new HashMap<>();
        Map<Long, String> editedAt = new HashMap<>();
        for (Event event : live) {
            if (event instanceof Event.Message m) {
                text.put(m.seq(), m.message());
            } else if (event instanceof Event.Edited m) {
                text.put(m.target(), m.message());
                editedAt.put(m.target(), m.timestamp());
            } else if (event instanceof Event.Deleted m) {
                text.remove(m.target());
                editedAt.remove(m.target());
            }
        }
        return live.stream()
                .map(event -> {
                    if (event instanceof Event.Message m) {
                        return new Event.Message(
                                m.room(),
                                m.seq(),
                                m.username(),
                                m.user(),
                                text.get(m.seq()),
                                m.timestamp(),
                                m.ref(),
                                editedAt.get(m.seq()));
                    }
                    if (event instanceof Event.Edited m) {
                        return new Event.Edited(
                                m.room(),
                                m.seq(),
                                m.target(),
                                text.get(m.target()),
                                m.username(),
                                m.user(),
                                m.timestamp(),
                                m.ref());
                    }
                    return event;
                })
                .toList();
    }
}
