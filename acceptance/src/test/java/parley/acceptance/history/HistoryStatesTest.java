package parley.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.acceptance.history.Violation.Kind;

/** Texts that come back and end states that do not follow, on purpose: the checker finds it, nothing else, and tells it shortly. */
class HistoryStatesTest extends ScriptedHistory {
    @Test
    void replacedTextInAPageIsResurrected() {
        sent("a1", "one", 1);
        edited("e1", 1, "uno", 2);
        seenByAll(message(1, "one", "a1"), edit(2, 1, "uno", "e1"));
        history.read("carol", List.of(message(1, "one", "a1")));
        isBroken(
                Kind.RESURRECTED,
                "alice sent \"one\" (a1), acknowledged as number 1.",
                "carol saw number 2, number 1 edited to \"uno\" (e1).",
                "After that carol read number 1, \"one\" (a1).");
    }

    @Test
    void deletedTextInAPageIsResurrected() {
        sent("a1", "one", 1);
        deleted("d1", 1, 2);
        seenByAll(message(1, "one", "a1"), delete(2, 1, "d1"));
        history.read("bob", List.of(message(1, "one", "a1")));
        isBroken(
                Kind.RESURRECTED,
                "alice sent \"one\" (a1), acknowledged as number 1.",
                "bob saw number 2, number 1 deleted (d1).",
                "After that bob read number 1, \"one\" (a1).");
    }

    @Test
    void anEditedEventWithAnOlderTextThanAPageBeforeIsResurrected() {
        sent("a1", "one", 1);
        edited("e1", 1, "uno", 2);
        edited("e2", 1, "un", 3);
        see("bob", message(1, "one", "a1"), edit(2, 1, "uno", "e1"), edit(3, 1, "un", "e2"));
        see("carol", message(1, "un", "a1"), edit(2, 1, "uno", "e1"), edit(3, 1, "un", "e2"));
        isBroken(
                Kind.RESURRECTED,
                "alice edited number 1 to \"uno\" (e1), acknowledged as number 2.",
                "carol saw number 1, \"un\" (a1).",
                "After that carol saw number 2, number 1 edited to \"uno\" (e1).");
    }

    @Test
    void anEditedEventWithTheTextThatItReplacedIsResurrected() {
        sent("a1", "one", 1);
        edited("e1", 1, "uno", 2);
        seenByAll(message(1, "one", "a1"), edit(2, 1, "one", "e1"));
        isBroken(
                Kind.RESURRECTED,
                "alice sent \"one\" (a1), acknowledged as number 1.",
                "bob saw number 2, number 1 edited to \"one\" (e1).");
    }

    @Test
    void anEndStateThatDoesNotFollowHasDiverged() {
        sent("a1", "one", 1);
        edited("e1", 1, "uno", 2);
        seenByAll(message(1, "one", "a1"), edit(2, 1, "uno", "e1"));
        end("bob", message(1, "uno", "a1"));
        end("carol", message(1, "one", "a1"));
        isBroken(
                Kind.DIVERGED,
                "alice edited number 1 to \"uno\" (e1), acknowledged as number 2.",
                "carol ended with number 1 as \"one\".");
    }

    @Test
    void aDeletedMessageStaysDeletedInTheEnd() {
        sent("a1", "one", 1);
        deleted("d1", 1, 2);
        seenByAll(message(1, "one", "a1"), delete(2, 1, "d1"));
        end("bob", message(1, "one", "a1"));
        end("carol", message(1, null, "a1"));
        isBroken(
                Kind.DIVERGED,
                "alice deleted number 1 (d1), acknowledged as number 2.",
                "bob ended with number 1 as \"one\".");
    }

    @Test
    void aMessageThatIsMissingInTheEndHasDiverged() {
        sent("a1", "one", 1);
        seenByAll(message(1, "one", "a1"));
        end("bob");
        isBroken(Kind.DIVERGED, "alice sent \"one\" (a1), acknowledged as number 1.", "bob ended without number 1.");
    }

    @Test
    void aTextMayComeBackWhenSomebodyWritesItAgain() {
        sent("a1", "one", 1);
        edited("e1", 1, "uno", 2);
        edited("e2", 1, "one", 3);
        seenByAll(message(1, "one", "a1"), edit(2, 1, "uno", "e1"), edit(3, 1, "one", "e2"));
        history.read("bob", List.of(message(1, "one", "a1")));
        assertThat(HistoryChecker.check(history)).isEmpty();

        history.read("carol", List.of(message(1, "uno", "a1")));
        isBroken(
                Kind.RESURRECTED,
                "alice edited number 1 to \"uno\" (e1), acknowledged as number 2.",
                "carol saw number 3, number 1 edited to \"one\" (e2).",
                "After that carol read number 1, \"uno\" (a1).");
    }

    @Test
    void aLostEditExplainsAnEndState() {
        sent("a1", "one", 1);
        edited("e1", 1, "uno", 2);
        see("bob", message(1, "one", "a1"), edit(2, 1, "uno", "e1"));
        see("carol", message(1, "one", "a1"));
        end("carol", message(1, "one", "a1"));
        isBroken(
                Kind.LOST,
                "alice edited number 1 to \"uno\" (e1), acknowledged as number 2.",
                "carol never saw number 2.");
    }
}
