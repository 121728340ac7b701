package parley.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.model.ClientMessage.Delete;
import parley.model.ClientMessage.Edit;
import parley.model.ClientMessage.History.Direction;
import parley.model.ClientMessage.Join;
import parley.model.ClientMessage.Send;
import parley.model.Event;
import parley.model.Position;
import parley.model.ServerMessage.HistoryPage;
import parley.model.ServerMessage.Joined;

/** Protocol §4: pages, replay, and that replaced text is never sent again. */
class ReadConformanceIT extends ConformanceTest {
    private static final int SERVER_MESSAGE_BYTES = 262_144;

    /** A member who wrote messages 1 to {@code count}; several people write, so that no rate limit is met. */
    private Member roomOf(int count) {
        Member writer = member();
        Member reader = member();
        int perPerson = Math.max(10, writer.welcome().limits().messagesBurst() - 5);
        for (int i = 1; i <= count; i++) {
            if (i % perPerson == 0) {
                writer = member();
            }
            writer.acked(new Send(room, "text " + i, Member.ref()));
        }
        reader.receives(count, Event.Message.class);
        return reader;
    }

    private static List<Long> seqs(List<Event> events) {
        return events.stream().map(Event::seq).toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static void answers(HistoryPage page, long from, long to, boolean before, boolean after) {
        assertThat(List.of(page.from(), page.to(), page.moreBefore(), page.moreAfter()))
                .isEqualTo(List.of(from, to, before, after));
    }

    @Test
    void emptyRoomHasAnEpochThatItsFirstEventKeeps() {
        Joined joined = person().joins(room);
        assertThat(joined.epoch()).isNotBlank();
        assertThat(joined.seq()).isZero();
        assertThat(joined.timestamp()).isNull();
        assertThat(joined.events()).isEmpty();
        assertThat(joined.moreBefore()).isFalse();
        assertThat(List.of(joined.from(), joined.to())).isEqualTo(List.of(1L, 0L));
        roomOf(1);
        assertThat(person().joins(room).epoch()).isEqualTo(joined.epoch());
    }

    @Test
    void joinBringsTheNewestPage() {
        roomOf(12);
        Member late = person();
        late.sends(new Join(room, null, 5, "j"));
        Joined joined = late.receives(Joined.class);
        assertThat(seqs(joined.events())).isEqualTo(range(8, 12));
        assertThat(List.of(joined.from(), joined.to(), joined.seq())).isEqualTo(List.of(8L, 12L, 12L));
        assertThat(joined.moreBefore()).isTrue();
        assertThat(joined.reset()).isFalse();
        assertThat(joined.gap()).isNull();
        assertThat(joined.timestamp())
                .isEqualTo(((Event.Message) joined.events().get(4)).timestamp());
        assertThat(joined.members()).isPositive();
    }

    @Test
    void secondJoinIsAnsweredAgainAndChangesNothing() {
        Member alice = member();
        alice.joins(room);
        alice.writes(room, "once");
        alice.receives(Event.Message.class);
        alice.receivesNothingMore();
    }

    @Test
    void pagesAreExactAboutTheirRange() {
        Member reader = roomOf(12);
        HistoryPage newest = reader.reads(room, Direction.NEWEST, 0, 5);
        assertThat(seqs(newest.events())).isEqualTo(range(8, 12));
        answers(newest, 8, 12, true, false);
        HistoryPage before = reader.reads(room, Direction.BEFORE, 8, 5);
        assertThat(seqs(before.events())).isEqualTo(range(3, 7));
        answers(before, 3, 7, true, true);
        HistoryPage first = reader.reads(room, Direction.BEFORE, 3, 5);
        assertThat(seqs(first.events())).isEqualTo(range(1, 2));
        answers(first, 1, 2, false, true);
        HistoryPage none = reader.reads(room, Direction.BEFORE, 1, 5);
        assertThat(none.events()).isEmpty();
        answers(none, 1, 0, false, true);
        HistoryPage beyond = reader.reads(room, Direction.BEFORE, 1_000, 2);
        assertThat(seqs(beyond.events())).isEqualTo(range(11, 12));
        answers(beyond, 11, 12, true, false);
        HistoryPage around = reader.reads(room, Direction.AROUND, 6, 5);
        assertThat(seqs(around.events())).isEqualTo(range(4, 8));
        answers(around, 4, 8, true, true);
    }

    @Test
    void replayIsExactAboutItsRange() {
        Member reader = roomOf(12);
        HistoryPage all = reader.reads(room, Direction.AFTER, 0, 100);
        assertThat(seqs(all.events())).isEqualTo(range(1, 12));
        answers(all, 1, 12, false, false);
        HistoryPage some = reader.reads(room, Direction.AFTER, 3, 4);
        assertThat(seqs(some.events())).isEqualTo(range(4, 7));
        answers(some, 4, 7, true, true);
        HistoryPage nothing = reader.reads(room, Direction.AFTER, 12, 4);
        assertThat(nothing.events()).isEmpty();
        answers(nothing, 13, 12, true, false);
    }

    @Test
    void pagesHaveEditsAppliedAndReplayListsThem() {
        Member alice = member();
        alice.acked(new Send(room, "one", Member.ref()));
        alice.acked(new Send(room, "two", Member.ref()));
        alice.acked(new Edit(room, 1, "uno", Member.ref()));
        alice.acked(new Delete(room, 2, Member.ref()));
        Member bob = person();
        Joined joined = bob.joins(room);
        assertThat(List.of(joined.from(), joined.to(), joined.seq())).isEqualTo(List.of(1L, 4L, 4L));
        assertThat(seqs(joined.events())).isEqualTo(range(1, 2));
        Event.Message edited = (Event.Message) joined.events().get(0);
        assertThat(edited.message()).isEqualTo("uno");
        assertThat(edited.edited()).isNotNull();
        assertThat(((Event.Message) joined.events().get(1)).deleted()).isTrue();
        HistoryPage replay = bob.reads(room, Direction.AFTER, 0, 100);
        assertThat(replay.events())
                .extracting(e -> e.getClass().getSimpleName())
                .containsExactly("Message", "Message", "Edited", "Deleted");
        answers(replay, 1, 4, false, false);
    }

    @Test
    void replacedAndDeletedTextIsNeverSentAgain() {
        Member alice = member();
        alice.acked(new Send(room, "secret-one", Member.ref()));
        alice.acked(new Edit(room, 1, "secret-two", Member.ref()));
        alice.acked(new Edit(room, 1, "public", Member.ref()));
        alice.acked(new Send(room, "secret-three", Member.ref()));
        alice.acked(new Edit(room, 4, "secret-four", Member.ref()));
        alice.acked(new Delete(room, 4, Member.ref()));
        Member bob = person();
        String epoch = bob.joins(room).epoch();
        assertThat(bob.lastText()).contains("public").doesNotContain("secret");
        for (Direction direction : Direction.values()) {
            bob.reads(room, direction, direction == Direction.AFTER ? 0 : 5, 100);
            assertThat(bob.lastText()).as(direction.name()).contains("public").doesNotContain("secret");
        }
        Member resumed = person();
        Joined joined = resumed.joins(room, new Position(room, epoch, 0, null));
        assertThat(resumed.lastText()).contains("public").doesNotContain("secret");
        assertThat(joined.events()).hasSize(6);
        Event.Edited first = (Event.Edited) joined.events().get(1);
        assertThat(first.message()).isEqualTo("public");
        assertThat(((Event.Edited) joined.events().get(4)).message()).isNull();
    }

    @Test
    void stubOfADeletedMessageHasNothingElse() {
        Member alice = member();
        alice.acked(new Send(room, "text", "stub-" + room));
        alice.acked(new Edit(room, 1, "edited", Member.ref()));
        alice.acked(new Delete(room, 1, Member.ref()));
        Event.Message stub = (Event.Message) person().joins(room).events().get(0);
        assertThat(stub.deleted()).isTrue();
        assertThat(stub.edited()).isNull();
        assertThat(stub.ref()).isEqualTo("stub-" + room);
        assertThat(stub.username()).isEqualTo(alice.welcome().user().username());
    }

    @Test
    void repliesThatWouldBeTooLargeAreCutAndSaySo() {
        List<Member> writers = new ArrayList<>(List.of(member()));
        String long4Bytes = "\uD83D\uDE00".repeat(4_000);
        for (int i = 0; i < 24; i++) {
            if (i % 12 == 11) {
                writers.add(member());
            }
            writers.get(writers.size() - 1).acked(new Send(room, long4Bytes, Member.ref()));
        }
        // Whoever joins is sent what members have been sent; what was only acknowledged so far may follow.
        awaitsEvent(writers.get(0), 24);
        Member reader = person();
        Joined joined = reader.joins(room);
        assertThat(reader.lastText().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(SERVER_MESSAGE_BYTES);
        assertThat(joined.moreBefore()).isTrue();
        assertThat(joined.to()).isEqualTo(24);
        assertThat(seqs(joined.events())).isEqualTo(range(joined.from(), 24));
        HistoryPage after = reader.reads(room, Direction.AFTER, 0, 100);
        assertThat(reader.lastText().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(SERVER_MESSAGE_BYTES);
        assertThat(after.events()).isNotEmpty();
        assertThat(after.moreAfter()).isTrue();
        assertThat(seqs(after.events())).isEqualTo(range(1, after.to()));
        HistoryPage around = reader.reads(room, Direction.AROUND, 12, 100);
        assertThat(reader.lastText().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(SERVER_MESSAGE_BYTES);
        assertThat(seqs(around.events()))
                .isEqualTo(range(around.from(), around.to()))
                .contains(12L);
        assertThat(List.of(around.moreBefore(), around.moreAfter())).isEqualTo(List.of(true, true));
    }

    private static void awaitsEvent(Member member, long seq) {
        while (member.receives(Event.Message.class).seq() < seq) {
            // Those before it come first.
        }
    }
}
