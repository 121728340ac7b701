package parley.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.acceptance.history.Violation.Kind;

/** Histories that are broken on purpose, each in one way: the checker finds it, nothing else, and tells it shortly. */
class HistoryCheckerTest extends ScriptedHistory {
    @Test
    void aTrueHistoryPasses() {
        sent("a1", "one", 1);
        sent("a2", "two", 2);
        send("a3", "perhaps");
        history.info("alice", "a3");
        sent("a4", "four", 3);
        refused("a5", "five", "too_long");
        edited("e1", 1, "one, edited", 4);
        deleted("d1", 2, 5);
        edited("e2", 1, "one, edited again", 6);
        history.ok("alice", "e2", 6);
        unchanged("d2", 2);
        send("a6", "confirmed by nobody");
        history.fail("alice", "a6", "unavailable");
        see("bob", message(1, "one", "a1"), message(2, "two", "a2"), message(3, "four", "a4"));
        see("bob", edit(4, 1, "one, edited", "e1"), delete(5, 2, "d1"), edit(6, 1, "one, edited again", "e2"));
        see("bob", message(7, "confirmed by nobody", "a6"));
        history.read("bob", List.of(message(1, "one, edited again", "a1"), message(2, null, "a2")));
        see("carol", message(1, "one, edited again", "a1"), message(2, null, "a2"), message(3, "four", "a4"));
        see("carol", edit(4, 1, "one, edited again", "e1"), delete(5, 2, "d1"), edit(6, 1, "one, edited again", "e2"));
        see("carol", message(7, "confirmed by nobody", "a6"));
        for (String member : List.of("bob", "carol")) {
            end(
                    member,
                    message(1, "one, edited again", "a1"),
                    message(2, null, "a2"),
                    message(3, "four", "a4"),
                    message(7, "confirmed by nobody", "a6"));
        }
        history.ended("carol", 7, List.of(message(7, "confirmed by nobody", "a6")));
        assertThat(HistoryChecker.check(history)).isEmpty();
    }

    @Test
    void anAcknowledgedWriteThatAMemberNeverSawIsLost() {
        sent("a1", "one", 1);
        sent("a2", "two", 2);
        see("bob", message(1, "one", "a1"), message(2, "two", "a2"));
        see("carol", message(1, "one", "a1"));
        isBroken(Kind.LOST, "alice sent \"two\" (a2), acknowledged as number 2.", "carol never saw number 2.");
    }

    @Test
    void anAcknowledgedWriteThatNobodySawIsLost() {
        sent("a1", "one", 1);
        isBroken(Kind.LOST, "alice sent \"one\" (a1), acknowledged as number 1.", "bob never saw number 1.");
    }

    @Test
    void anUnknownWriteThatOneMemberSawIsOwedToAll() {
        send("a1", "one");
        see("bob", message(1, "one", "a1"));
        isBroken(
                Kind.LOST,
                "alice sent \"one\" (a1); nobody knows what became of it.",
                "bob saw number 1, \"one\" (a1).",
                "carol never saw number 1.");
    }

    @Test
    void aRetriedWriteUnderTwoNumbersIsDoubled() {
        sent("a1", "one", 1);
        seenByAll(message(1, "one", "a1"), message(2, "one", "a1"));
        isBroken(Kind.DOUBLED, "alice sent \"one\" (a1), acknowledged as number 1.", "bob saw number 2, \"one\" (a1).");
    }

    @Test
    void anUnknownWriteIsInTheLogAtMostOnce() {
        send("a1", "one");
        seenByAll(message(1, "one", "a1"), message(2, "one", "a1"));
        isBroken(
                Kind.DOUBLED,
                "alice sent \"one\" (a1); nobody knows what became of it.",
                "bob saw number 1, \"one\" (a1).",
                "bob saw number 2, \"one\" (a1).");
    }

    @Test
    void anEventThatComesTwiceIsDoubled() {
        sent("a1", "one", 1);
        seenByAll(message(1, "one", "a1"));
        see("carol", message(1, "one", "a1"));
        isBroken(Kind.DOUBLED, "carol saw number 1, \"one\" (a1).", "Again carol saw number 1, \"one\" (a1).");
    }

    @Test
    void eventsThatComeInTheWrongOrderAreSwapped() {
        sent("a1", "one", 1);
        sent("a2", "two", 2);
        see("bob", message(1, "one", "a1"), message(2, "two", "a2"));
        see("carol", message(2, "two", "a2"), message(1, "one", "a1"));
        isBroken(Kind.SWAPPED, "carol saw number 2, \"two\" (a2).", "After that carol saw number 1, \"one\" (a1).");
    }

    @Test
    void aSenderWhoWaitsForEachAckKeepsTheOrder() {
        sent("a1", "one", 2);
        sent("a2", "two", 1);
        seenByAll(message(1, "two", "a2"), message(2, "one", "a1"));
        isBroken(
                Kind.SWAPPED,
                "alice sent \"one\" (a1), acknowledged as number 2.",
                "After that alice sent \"two\" (a2).",
                "It became number 1.");
    }

    @Test
    void whatNobodySentIsAPhantom() {
        sent("a1", "one", 1);
        seenByAll(message(1, "one", "a1"), message(2, "boo", "x9"));
        isBroken(Kind.PHANTOM, "bob saw number 2, \"boo\" (x9).", "Nobody asked for that.");
    }

    @Test
    void aTextThatNobodyWroteIsAPhantom() {
        sent("a1", "one", 1);
        seenByAll(message(1, "on", "a1"));
        isBroken(Kind.PHANTOM, "bob saw number 1, \"on\" (a1).", "Nothing in the log gave number 1 that state.");
    }

    @Test
    void anEditOfAnotherMessageIsAPhantom() {
        sent("a1", "one", 1);
        sent("a2", "two", 2);
        edited("e1", 1, "uno", 3);
        seenByAll(message(1, "one", "a1"), message(2, "two", "a2"), edit(3, 2, "uno", "e1"));
        isBroken(
                Kind.PHANTOM,
                "alice edited number 1 to \"uno\" (e1).",
                "bob saw number 3, number 2 edited to \"uno\" (e1).");
    }

    @Test
    void whatIsSeenBeforeItWasSentIsAPhantom() {
        seenByAll(message(1, "one", "a1"));
        sent("a1", "one", 1);
        isBroken(Kind.PHANTOM, "bob saw number 1, \"one\" (a1).", "Only after that: alice sent \"one\" (a1).");
    }

    @Test
    void aRefusedWriteIsNotInTheLog() {
        refused("a1", "one", "rate_limited");
        seenByAll(message(1, "one", "a1"));
        isBroken(
                Kind.REFUSED_BUT_SEEN,
                "alice sent \"one\" (a1), refused with rate_limited.",
                "bob saw number 1, \"one\" (a1).");
    }

    @Test
    void twoMembersWithTwoOrdersAreSplit() {
        send("a1", "one");
        send("b1", "eins");
        see("bob", message(1, "one", "a1"), message(2, "eins", "b1"));
        see("carol", message(1, "eins", "b1"), message(2, "one", "a1"));
        end("bob", message(1, "one", "a1"), message(2, "eins", "b1"));
        end("carol", message(1, "eins", "b1"), message(2, "one", "a1"));
        isBroken(Kind.SPLIT, "bob saw number 1, \"one\" (a1).", "carol saw number 1, \"eins\" (b1).");
    }

    @Test
    void anAckedNumberThatIsAnotherWriteIsSplit() {
        sent("a1", "one", 1);
        send("b1", "eins");
        seenByAll(message(1, "eins", "b1"));
        isBroken(Kind.SPLIT, "alice sent \"one\" (a1), acknowledged as number 1.", "bob saw number 1, \"eins\" (b1).");
    }

    @Test
    void aNumberThatNobodySawIsAGap() {
        sent("a1", "one", 1);
        sent("a2", "two", 3);
        seenByAll(message(1, "one", "a1"), message(3, "two", "a2"));
        isBroken(Kind.GAP, "Nobody ever saw number 2.", "Above it: alice sent \"two\" (a2), acknowledged as number 3.");
    }

    @Test
    void aPhantomIsNotAGap() {
        sent("a1", "one", 1);
        sent("a2", "two", 3);
        seenByAll(message(1, "one", "a1"), message(2, "boo", "x9"), message(3, "two", "a2"));
        isBroken(Kind.PHANTOM, "bob saw number 2, \"boo\" (x9).", "Nobody asked for that.");
    }

    @Test
    void ofManyStoriesTheShortestIsTold() {
        send("a1", "one");
        sent("a2", "two", 3);
        seenByAll(message(1, "one", "a1"), message(2, "one", "a1"), message(3, "two", "a2"), message(4, "two", "a2"));
        isBroken(Kind.DOUBLED, "alice sent \"two\" (a2), acknowledged as number 3.", "bob saw number 4, \"two\" (a2).");
    }
}
