package parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.client.TimelineChange.Appended;
import parley.client.TimelineChange.Prepended;
import parley.client.TimelineChange.Reset;
import parley.client.TimelineChange.Trimmed;
import parley.client.TimelineChange.Updated;
import parley.model.Event;
import parley.model.Position;
import parley.model.ServerMessage.Gap;

class TimelineTest {
    private static final int LIMIT = 100;
    private final Timeline timeline = new Timeline("lobby", LIMIT);

    @Test
    void isEmptyBeforeTheRoomIsOpened() {
        assertThat(timeline.position()).isEmpty();
        assertThat(timeline.messages()).isEmpty();
        assertThat(timeline.gap()).isEmpty();
        assertThat(timeline.moreBefore()).isFalse();
    }

    @Test
    void opensWithThePageAndItsPosition() {
        Reset reset = (Reset) timeline.reset(Said.joined(null, 4, 6), TimelineChange.Cause.OPENED);
        assertThat(reset.messages()).hasSize(3);
        assertThat(reset.moreBefore()).isTrue();
        assertThat(timeline.position()).contains(new Position("lobby", Said.EPOCH, 6, Said.at(6)));
    }

    @Test
    void emptyRoomHasAPositionWithoutTimestamp() {
        timeline.reset(Said.joined(null, 1, 0), TimelineChange.Cause.OPENED);
        assertThat(timeline.position()).contains(new Position("lobby", Said.EPOCH, 0, null));
    }

    @Test
    void changesTellExactlyWhatHappenedInOrder() {
        timeline.reset(Said.joined(null, 1, 1), TimelineChange.Cause.OPENED);
        List<TimelineChange> changes =
                timeline.append(List.of(Said.message(2), Said.edited(3, 1, "new"), Said.message(4)), 4);
        assertThat(changes)
                .containsExactly(
                        new Appended(List.of(Said.message(2))),
                        new Updated(timeline.message(1).orElseThrow()),
                        new Appended(List.of(Said.message(4))));
    }

    @Test
    void editsAndUnknownEventsAdvanceThePosition() {
        timeline.reset(Said.joined(null, 1, 1), TimelineChange.Cause.OPENED);
        assertThat(timeline.append(List.of(Said.edited(2, 77, "x")), 2)).isEmpty();
        assertThat(timeline.position().orElseThrow().timestamp()).isEqualTo(Said.at(2));
        timeline.append(List.of(new Event.Unknown("lobby", 3, "pinned")), 3);
        assertThat(timeline.position()).contains(new Position("lobby", Said.EPOCH, 3, null));
    }

    @Test
    void erasedNumbersAtTheEndLeaveTheTimestampUnknown() {
        timeline.reset(Said.joined(null, 1, 1), TimelineChange.Cause.OPENED);
        timeline.append(List.of(Said.message(2)), 5);
        assertThat(timeline.position()).contains(new Position("lobby", Said.EPOCH, 5, null));
    }

    @Test
    void numbersThatAreKnownToExistAreAnExplicitGap() {
        timeline.reset(Said.joined(null, 1, 3), TimelineChange.Cause.OPENED);
        timeline.exists(9);
        assertThat(timeline.gap()).contains(new Gap(4, 9));
        timeline.append(Said.messages(4, 9), 9);
        assertThat(timeline.gap()).isEmpty();
    }

    @Test
    void olderPagesGoInFront() {
        timeline.reset(Said.joined(null, 11, 12), TimelineChange.Cause.OPENED);
        assertThat(timeline.prepend(Said.history(null, 5, 10, true, true)))
                .containsExactly(new Prepended(
                        Said.messages(5, 10).stream()
                                .map(Event.Message.class::cast)
                                .toList(),
                        true));
        assertThat(timeline.messages()).isEqualTo(Said.messages(5, 12));
        assertThat(timeline.from()).isEqualTo(5);
    }

    @Test
    void olderPageThatDoesNotFitAnyMoreIsIgnored() {
        timeline.reset(Said.joined(null, 11, 12), TimelineChange.Cause.OPENED);
        assertThat(timeline.prepend(Said.history(null, 1, 9, false, true))).isEmpty();
        timeline.reset(Said.joined(null, "e2", Said.messages(11, 12), 11, 12, true, null), TimelineChange.Cause.RESET);
        assertThat(timeline.prepend(Said.history(null, 5, 10, true, true))).isEmpty();
        assertThat(timeline.messages()).hasSize(2);
    }

    @Test
    void memoryIsBoundedAndSaysSo() {
        timeline.reset(Said.joined(null, 1, LIMIT), TimelineChange.Cause.OPENED);
        assertThat(timeline.moreBefore()).isFalse();
        List<TimelineChange> changes = timeline.append(Said.messages(101, 101), 101);
        assertThat(changes).last().isEqualTo(new Trimmed(11, TimelineChange.End.OLDEST));
        assertThat(timeline.messages()).hasSize(90);
        assertThat(timeline.from()).isEqualTo(12);
        assertThat(timeline.moreBefore()).isTrue();
    }

    @Test
    void acknowledgedItemStaysBesideUntilItsEventCame() {
        timeline.reset(Said.joined(null, 1, 3), TimelineChange.Cause.OPENED);
        Outgoing sent = Outgoing.typed("r1", "lobby", Outgoing.Kind.MESSAGE, 0, "hello", 0);
        timeline.track(sent);
        Outgoing stored = new Outgoing("r1", "lobby", sent.kind(), 0, "hello", 0, Outgoing.State.STORED, 4, null, "");
        timeline.track(stored);
        assertThat(timeline.outgoing()).containsExactly(stored);
        timeline.append(List.of(Said.message(4, "u_alice", "r1", "hello")), 4);
        assertThat(timeline.outgoing()).isEmpty();
    }

    @Test
    void itemWhoseEventCameFirstIsNotShownBeside() {
        timeline.reset(Said.joined(null, 1, 3), TimelineChange.Cause.OPENED);
        timeline.track(Outgoing.typed("r1", "lobby", Outgoing.Kind.MESSAGE, 0, "hello", 0));
        timeline.append(List.of(Said.message(4, "u_alice", "r1", "hello")), 4);
        timeline.track(
                new Outgoing("r1", "lobby", Outgoing.Kind.MESSAGE, 0, "hello", 0, Outgoing.State.STORED, 4, null, ""));
        assertThat(timeline.outgoing()).isEmpty();
    }
}
