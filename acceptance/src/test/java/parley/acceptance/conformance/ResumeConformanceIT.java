package parley.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.model.ClientMessage.Edit;
import parley.model.ClientMessage.Hello;
import parley.model.ClientMessage.History.Direction;
import parley.model.ClientMessage.Ping;
import parley.model.ClientMessage.Send;
import parley.model.Event;
import parley.model.Position;
import parley.model.ServerMessage.Gap;
import parley.model.ServerMessage.Joined;
import parley.model.ServerMessage.Pong;
import parley.model.ServerMessage.Welcome;

/** Protocol §2 to §4: whoever comes back gets exactly what was missed, or is told. */
class ResumeConformanceIT extends ConformanceTest {
    private Member alice;

    private Position positionAt(Joined joined) {
        return new Position(room, joined.epoch(), joined.seq(), joined.timestamp());
    }

    /** Writes messages by as many people as no rate limit minds. */
    private void write(int count) {
        Member writer = member();
        for (int i = 0; i < count; i++) {
            if (i % 25 == 24) {
                writer = member();
            }
            writer.acked(new Send(room, "text", Member.ref()));
        }
    }

    private Joined resumed(Member member, Position... positions) {
        member.hello("p " + unique(), null, List.of(positions));
        Joined joined = member.receives(Joined.class);
        assertThat(joined.ref()).isNull();
        return joined;
    }

    @Test
    void resumeBringsExactlyWhatWasMissedAndThenGoesOn() {
        write(3);
        alice = person();
        Position held = positionAt(alice.joins(room));
        alice.vanishes();
        write(4);
        Member back = stranger();
        Joined joined = resumed(back, held);
        assertThat(joined.events()).extracting(Event::seq).containsExactly(4L, 5L, 6L, 7L);
        assertThat(List.of(joined.from(), joined.to(), joined.seq())).isEqualTo(List.of(4L, 7L, 7L));
        assertThat(joined.reset()).isFalse();
        assertThat(joined.gap()).isNull();
        write(1);
        assertThat(back.receives(Event.Message.class).seq()).isEqualTo(8);
    }

    @Test
    void resumeIncludesEditsWithTheCurrentText() {
        alice = member();
        alice.acked(new Send(room, "one", Member.ref()));
        Position held = positionAt(person().joins(room));
        alice.acked(new Edit(room, 1, "two", Member.ref()));
        alice.acked(new Edit(room, 1, "three", Member.ref()));
        Joined joined = resumed(stranger(), held);
        assertThat(joined.events())
                .extracting(e -> ((Event.Edited) e).message())
                .containsExactly("three", "three");
    }

    @Test
    void nothingMissedBringsNothing() {
        write(2);
        Position held = positionAt(person().joins(room));
        Joined joined = resumed(stranger(), held);
        assertThat(joined.events()).isEmpty();
        assertThat(List.of(joined.from(), joined.to(), joined.seq())).isEqualTo(List.of(3L, 2L, 2L));
    }

    @Test
    void roomsAreResumedInOrderAndLaterRequestsAreAnsweredAfterThem() {
        write(1);
        Position held = positionAt(person().joins(room));
        Position lobby = new Position("lobby", person().joins("lobby").epoch(), 0, null);
        Member back = stranger();
        back.sends(new Hello(1, "p " + unique(), null, null, null, List.of(held, lobby), "h"));
        back.sends(new Ping("after"));
        back.receives(Welcome.class);
        assertThat(back.receives(Joined.class).room()).isEqualTo(room);
        assertThat(back.receives(Joined.class).room()).isEqualTo("lobby");
        assertThat(back.receives(Pong.class).ref()).isEqualTo("after");
    }

    @Test
    void otherEpochMeansStartOver() {
        write(3);
        Joined joined = resumed(stranger(), new Position(room, "another-epoch", 2, null));
        assertThat(joined.reset()).isTrue();
        assertThat(joined.events()).hasSize(3);
        assertThat(List.of(joined.from(), joined.to())).isEqualTo(List.of(1L, 3L));
    }

    @Test
    void sameNumberWithAnotherTimestampMeansStartOver() {
        write(3);
        Position held = positionAt(person().joins(room));
        Position other = new Position(room, held.epoch(), 3, "2001-01-01T00:00:00.000Z");
        assertThat(resumed(stranger(), other).reset()).isTrue();
        assertThat(resumed(stranger(), new Position(room, held.epoch(), 3, null))
                        .reset())
                .isFalse();
    }

    @Test
    void numberThatWasNeverGivenOutMeansStartOver() {
        write(3);
        Position held = positionAt(person().joins(room));
        Position ahead = new Position(room, held.epoch(), 9, "2026-01-01T00:00:00.000Z");
        assertThat(resumed(stranger(), ahead).reset()).isTrue();
    }

    @Test
    void moreThanTheCatchUpLimitLeavesAGapThatCanBeReplayed() {
        write(1);
        Position held = positionAt(person().joins(room));
        write(205);
        Member back = stranger();
        Joined joined = resumed(back, held);
        int catchUp = back.welcome().limits().catchUp();
        assertThat(joined.reset()).isFalse();
        assertThat(joined.events()).hasSize(catchUp);
        assertThat(joined.gap()).isEqualTo(new Gap(2, 206 - catchUp));
        assertThat(joined.events())
                .extracting(Event::seq)
                .isEqualTo(LongStream.rangeClosed(207 - catchUp, 206).boxed().toList());
        assertThat(back.reads(room, Direction.AFTER, 1, 100).events()).hasSize(100);
    }

    @Test
    void joinWithAPositionResumesToo() {
        write(2);
        Position held = positionAt(person().joins(room));
        write(1);
        assertThat(person().joins(room, held).events()).extracting(Event::seq).containsExactly(3L);
    }
}
