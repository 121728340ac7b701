package parley.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.acceptance.conversation.Member;
import parley.model.ClientMessage.Delete;
import parley.model.ClientMessage.Edit;
import parley.model.ClientMessage.History;
import parley.model.ClientMessage.Leave;
import parley.model.ClientMessage.Send;
import parley.model.Event;
import parley.model.ServerMessage.Ack;
import parley.model.ServerMessage.Failure;

/** Protocol §3: messages, edits, deletions, and that each is done once. */
class WriteConformanceIT extends ConformanceTest {
    private Send message(String text) {
        return new Send(room, text, Member.ref());
    }

    private Edit edit(long target, String text) {
        return new Edit(room, target, text, Member.ref());
    }

    private Delete delete(long target) {
        return new Delete(room, target, Member.ref());
    }

    @Test
    void messageIsAcknowledgedAndReachesEveryMemberTheAuthorToo() {
        Member alice = member();
        Member bob = member();
        Send sent = message("hello");
        Ack ack = alice.acked(sent);
        assertThat(ack.seq()).isEqualTo(1);
        assertThat(ack.duplicate()).isFalse();
        Event.Message expected = new Event.Message(
                room,
                1,
                alice.welcome().user().username(),
                alice.welcome().user().id(),
                "hello",
                ack.timestamp(),
                sent.ref(),
                null);
        assertThat(alice.receives(Event.Message.class)).isEqualTo(expected);
        assertThat(bob.receives(Event.Message.class)).isEqualTo(expected);
        alice.receivesNothingMore();
        bob.receivesNothingMore();
    }

    @Test
    void messagesOfOneConnectionKeepTheirOrder() {
        Member alice = member();
        Member bob = member();
        List<Send> sent =
                IntStream.range(0, 20).mapToObj(i -> message("text " + i)).toList();
        sent.forEach(alice::sends);
        List<Event.Message> received = bob.receives(20, Event.Message.class);
        assertThat(received)
                .extracting(Event.Message::ref)
                .isEqualTo(sent.stream().map(Send::ref).toList());
        assertThat(received)
                .extracting(Event.Message::seq)
                .isEqualTo(IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\uD83D\uDE00",
                "a\u0000b",
                "\u202Eabc",
                " leading",
                "line\nbreak",
                "a\u2028b"
            })
    void textIsKeptAsTyped(String text) {
        Member alice = member();
        alice.writes(room, text);
        assertThat(alice.receives(Event.Message.class).message()).isEqualTo(text);
    }

    @Test
    void trailingWhiteSpaceIsDropped() {
        Member alice = member();
        alice.writes(room, "text \n\t\u00A0\uFEFF\u3000");
        assertThat(alice.receives(Event.Message.class).message()).isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u00A0", "\uFEFF", "\u2003\u3000"})
    void nothingButWhiteSpaceIsEmpty(String text) {
        member().refused(message(text), "empty");
    }

    @Test
    void fourThousandCodePointsAreAcceptedAndOneMoreIsNot() {
        Member alice = member();
        String longest = "\uD83D\uDE00".repeat(4_000);
        alice.acked(message(longest + "   "));
        assertThat(alice.receives(Event.Message.class).message()).isEqualTo(longest);
        alice.refused(message(longest + "x"), "too_long");
    }

    @Test
    void sameRequestAgainIsAnsweredWithTheFirstAckAndDoneOnce() {
        Member alice = member();
        Member bob = member();
        Send sent = message("once");
        Ack first = alice.acked(sent);
        Ack again = alice.acked(sent);
        assertThat(again).isEqualTo(new Ack(sent.ref(), room, first.seq(), first.timestamp(), true, false));
        Member elsewhere = samePerson(alice);
        elsewhere.joins(room);
        assertThat(elsewhere.acked(sent).seq()).isEqualTo(first.seq());
        bob.receives(Event.Message.class);
        bob.receivesNothingMore();
    }

    @Test
    void trailingWhiteSpaceIsNoOtherContent() {
        Member alice = member();
        Send sent = message("once");
        alice.acked(sent);
        assertThat(alice.acked(new Send(room, "once  ", sent.ref())).duplicate())
                .isTrue();
    }

    @Test
    void sameRefWithOtherContentIsAConflict() {
        Member alice = member();
        Send sent = message("one");
        long seq = alice.acked(sent).seq();
        alice.refused(new Send(room, "two", sent.ref()), "conflict");
        alice.refused(new Edit(room, seq, "one", sent.ref()), "conflict");
        alice.refused(new Delete(room, seq, sent.ref()), "conflict");
        assertThat(alice.acked(sent).duplicate()).isTrue();
    }

    @Test
    void refsOfDifferentPeopleAreDifferent() {
        Member alice = member();
        Member bob = member();
        alice.acked(new Send(room, "hers", "same-ref"));
        assertThat(bob.acked(new Send(room, "his", "same-ref")).duplicate()).isFalse();
    }

    @Test
    void retryIsAnsweredWhateverHappenedSince() {
        Member alice = member();
        long seq = alice.acked(message("one")).seq();
        Edit edit = edit(seq, "two");
        Ack edited = alice.acked(edit);
        alice.acked(delete(seq));
        assertThat(alice.acked(edit))
                .isEqualTo(new Ack(edit.ref(), room, edited.seq(), edited.timestamp(), true, false));
    }

    @Test
    void refusedWriteLeavesNoKey() {
        Member alice = member();
        Send tooEarly = new Send(room, "text", Member.ref());
        alice.refused(new Edit(room, 99, "text", tooEarly.ref()), "not_found");
        assertThat(alice.acked(tooEarly).duplicate()).isFalse();
    }

    @Test
    void editAndDeletionReachEveryMember() {
        Member alice = member();
        Member bob = member();
        long seq = alice.acked(message("one")).seq();
        Ack edited = alice.acked(edit(seq, "two "));
        alice.acked(delete(seq));
        bob.receives(Event.Message.class);
        Event.Edited heard = bob.receives(Event.Edited.class);
        assertThat(heard.target()).isEqualTo(seq);
        assertThat(heard.message()).isEqualTo("two");
        assertThat(heard.timestamp()).isEqualTo(edited.timestamp());
        assertThat(bob.receives(Event.Deleted.class).target()).isEqualTo(seq);
        bob.receivesNothingMore();
    }

    @Test
    void writeThatChangesNothingMakesNoEvent() {
        Member alice = member();
        Member bob = member();
        long seq = alice.acked(message("one")).seq();
        Edit same = edit(seq, "one  ");
        assertThat(alice.acked(same)).isEqualTo(new Ack(same.ref(), room, 0, null, false, true));
        alice.acked(delete(seq));
        Delete again = delete(seq);
        assertThat(alice.acked(again).unchanged()).isTrue();
        assertThat(alice.acked(again)).isEqualTo(new Ack(again.ref(), room, 0, null, true, true));
        bob.receives(Event.Message.class);
        bob.receives(Event.Deleted.class);
        bob.receivesNothingMore();
    }

    @Test
    void onlyTheAuthorMayEditOrDelete() {
        Member alice = member();
        Member bob = member();
        long seq = alice.acked(message("hers")).seq();
        bob.refused(edit(seq, "his"), "forbidden");
        bob.refused(delete(seq), "forbidden");
        Member alsoAlice = samePerson(alice);
        alsoAlice.joins(room);
        alsoAlice.acked(edit(seq, "hers, from elsewhere"));
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        Member alice = member();
        long seq = alice.acked(message("one")).seq();
        long editSeq = alice.acked(edit(seq, "two")).seq();
        alice.refused(edit(99, "x"), "not_found");
        alice.refused(delete(99), "not_found");
        alice.refused(edit(0, "x"), "not_found");
        alice.refused(edit(editSeq, "x"), "not_found");
        alice.refused(edit(seq, " "), "empty");
        alice.refused(edit(seq, "x".repeat(4_001)), "too_long");
    }

    @Test
    void deletedMessageCannotBeEdited() {
        Member alice = member();
        long seq = alice.acked(message("one")).seq();
        alice.acked(delete(seq));
        alice.refused(edit(seq, "two"), "conflict");
    }

    @Test
    void roomMustBeJoinedOnThisConnection() {
        Member alice = person();
        alice.refused(message("x"), "not_joined");
        alice.refused(edit(1, "x"), "not_joined");
        alice.refused(delete(1), "not_joined");
        String ref = Member.ref();
        alice.sends(new History(room, History.Direction.NEWEST, 0, 50, ref));
        assertThat(alice.replied(Failure.class, ref).code()).isEqualTo("not_joined");
    }

    @Test
    void nothingFollowsTheAckOfALeave() {
        Member alice = member();
        Member bob = member();
        alice.sends(new Leave(room, "l"));
        assertThat(alice.replied(Ack.class, "l")).isEqualTo(new Ack("l", room, 0, null, false, false));
        bob.writes(room, "alone");
        alice.receivesNothingMore();
        alice.refused(message("x"), "not_joined");
        alice.sends(new Leave(room, "again"));
        alice.replied(Ack.class, "again");
    }
}
