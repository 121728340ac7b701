package parley.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import parley.acceptance.history.Violation.Kind;
import parley.acceptance.rig.Seed;
import parley.model.ClientMessage;
import parley.model.Event;

/** Long histories with edits, deletions, live events and replays: true ones pass, and one wrong event among many is found. */
class RandomHistoryTest extends ScriptedHistory {
    private static final int WRITES = 300;

    private static final Random SEEDS = new Random(Seed.of(RandomHistoryTest.class));

    private final Random random = new Random(SEEDS.nextLong());
    private final List<ClientMessage.Write> log = new ArrayList<>();
    /** The current text of each message; null when it is deleted. */
    private final Map<Long, String> texts = new HashMap<>();

    private final Map<String, List<Event>> seen = new HashMap<>();

    @RepeatedTest(20)
    void trueOnesPass() {
        assertThat(HistoryChecker.check(played(events -> {}))).isEmpty();
    }

    @RepeatedTest(20)
    void aMissingEventIsFound() {
        assertThat(HistoryChecker.check(played(events -> events.remove(anyIn(events, i -> true)))))
                .extracting(Violation::kind)
                .containsExactly(Kind.LOST);
    }

    @RepeatedTest(20)
    void aRepeatedEventIsFound() {
        History told = played(events -> {
            int at = anyIn(events, i -> i > 0);
            events.add(at, events.get(at - 1));
        });
        assertThat(HistoryChecker.check(told)).extracting(Violation::kind).containsExactly(Kind.DOUBLED);
    }

    @RepeatedTest(20)
    void twoEventsInTheWrongOrderAreFound() {
        History told = played(events -> {
            int at = anyIn(events, i -> i > 0);
            events.add(at - 1, events.remove(at));
        });
        assertThat(HistoryChecker.check(told)).extracting(Violation::kind).contains(Kind.SWAPPED);
    }

    @RepeatedTest(20)
    void anEditWithTheTextBeforeItIsFound() {
        History told = played(events -> {
            int at = anyIn(events, i -> events.get(i) instanceof Event.Edited);
            Event.Edited edit = (Event.Edited) events.get(at);
            String original = ((ClientMessage.Send) log.get((int) edit.target() - 1)).message();
            events.set(at, edit(edit.seq(), edit.target(), original, edit.ref()));
        });
        assertThat(HistoryChecker.check(told)).extracting(Violation::kind).containsExactly(Kind.RESURRECTED);
    }

    /** Everything is written, one after the other; then everybody has seen it, and one member something else. */
    private History played(Consumer<List<Event>> wrong) {
        for (String member : List.of("bob", "carol")) {
            seen.put(member, new ArrayList<>());
        }
        for (int i = 0; i < WRITES; i++) {
            write();
            // Who was away for a while is shown the state of now.
            seen.values().stream().filter(events -> random.nextInt(3) == 0).forEach(this::catchUp);
        }
        seen.values().forEach(this::catchUp);
        wrong.accept(seen.get("carol"));
        for (int i = 0; i < WRITES; i++) {
            history.invoke("alice", log.get(i));
            history.ok("alice", log.get(i).ref(), i + 1);
        }
        seen.forEach((member, events) -> events.forEach(event -> history.saw(member, event)));
        history.ended("bob", 1, messages());
        return history;
    }

    private void catchUp(List<Event> events) {
        for (int i = events.size(); i < log.size(); i++) {
            events.add(event(i + 1));
        }
    }

    private List<Event.Message> messages() {
        return IntStream.rangeClosed(1, WRITES)
                .mapToObj(this::event)
                .filter(Event.Message.class::isInstance)
                .map(Event.Message.class::cast)
                .toList();
    }

    private void write() {
        String ref = "r" + (log.size() + 1);
        List<Long> alive = texts.keySet().stream()
                .filter(seq -> texts.get(seq) != null)
                .sorted()
                .toList();
        int dice = random.nextInt(10);
        if (dice < 3 && !alive.isEmpty()) {
            long target = alive.get(random.nextInt(alive.size()));
            texts.put(target, dice == 0 ? null : "edited by " + ref);
            log.add(
                    dice == 0
                            ? new ClientMessage.Delete(ROOM, target, ref)
                            : new ClientMessage.Edit(ROOM, target, texts.get(target), ref));
        } else {
            log.add(new ClientMessage.Send(ROOM, "text of " + ref, ref));
            texts.put((long) log.size(), "text of " + ref);
        }
    }

    private Event event(int seq) {
        ClientMessage.Write write = log.get(seq - 1);
        if (write instanceof ClientMessage.Edit edit) {
            return edit(seq, edit.target(), texts.get(edit.target()), edit.ref());
        }
        if (write instanceof ClientMessage.Delete delete) {
            return delete(seq, delete.target(), delete.ref());
        }
        return message(seq, texts.get((long) seq), write.ref());
    }

    private int anyIn(List<Event> events, IntPredicate suitable) {
        int[] indices = IntStream.range(0, events.size()).filter(suitable).toArray();
        return indices[random.nextInt(indices.length)];
    }
}
