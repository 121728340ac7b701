package parley.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import parley.acceptance.history.Violation.Kind;
import parley.model.ClientMessage;
import parley.model.Event;

/** The language in which tests tell a history: alice writes, bob and carol see. */
abstract class ScriptedHistory {
    static final String ROOM = "lobby";
    private static final String TIME = "2026-11-24T15:04:05.123Z";

    final History history = new History();

    @BeforeEach
    void twoMembers() {
        history.joined("bob");
        history.joined("carol");
    }

    /** The checker finds this and nothing else. */
    void isBroken(Kind kind, String... story) {
        assertThat(HistoryChecker.check(history)).containsExactly(Violation.of(kind, story));
    }

    void send(String ref, String text) {
        history.invoke("alice", new ClientMessage.Send(ROOM, text, ref));
    }

    void sent(String ref, String text, long seq) {
        send(ref, text);
        history.ok("alice", ref, seq);
    }

    void refused(String ref, String text, String code) {
        send(ref, text);
        history.fail("alice", ref, code);
    }

    void edited(String ref, long target, String text, long seq) {
        history.invoke("alice", new ClientMessage.Edit(ROOM, target, text, ref));
        history.ok("alice", ref, seq);
    }

    void deleted(String ref, long target, long seq) {
        history.invoke("alice", new ClientMessage.Delete(ROOM, target, ref));
        history.ok("alice", ref, seq);
    }

    void unchanged(String ref, long target) {
        deleted(ref, target, 0);
    }

    void see(String member, Event... events) {
        for (Event event : events) {
            history.saw(member, event);
        }
    }

    void seenByAll(Event... events) {
        see("bob", events);
        see("carol", events);
    }

    void end(String member, Event.Message... messages) {
        history.ended(member, 1, List.of(messages));
    }

    static Event.Message message(long seq, @Nullable String text, String ref) {
        return new Event.Message(ROOM, seq, "alice", "u_1", text, TIME, ref, null);
    }

    static Event.Edited edit(long seq, long target, @Nullable String text, String ref) {
        return new Event.Edited(ROOM, seq, target, text, "alice", "u_1", TIME, ref);
    }

    static Event.Deleted delete(long seq, long target, String ref) {
        return new Event.Deleted(ROOM, seq, target, "alice", "u_1", TIME, ref);
    }
}
