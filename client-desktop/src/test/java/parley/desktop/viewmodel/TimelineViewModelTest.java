package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.client.Outgoing;
import parley.client.TimelineChange;
import parley.model.Event;
import parley.model.ServerMessage;

class TimelineViewModelTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:16:00Z");

    private final List<Runnable> due = new ArrayList<>();
    private final TimelineViewModel timeline =
            new TimelineViewModel(new TimeTexts(Clock.fixed(NOW, ZoneOffset.UTC), new Words(Locale.US)), due::add);

    @BeforeEach
    void signIn() {
        timeline.setMe(new ServerMessage.User("u_me", "me", true));
    }

    @Test
    void messagesOfOnePersonWithinFiveMinutesAreGrouped() {
        open(
                false,
                message(1, "maya", "2026-11-24T09:00:00.000Z"),
                message(2, "maya", "2026-11-24T09:04:59.999Z"),
                message(3, "maya", "2026-11-24T09:09:59.999Z"),
                message(4, "jonas", "2026-11-24T09:10:00.000Z"));
        assertThat(said()).extracting(Row.Message::first).containsExactly(true, false, true, true);
    }

    @Test
    void daysAreSeparatedAndBreakGroups() {
        open(false, message(1, "maya", "2026-11-23T23:59:00.000Z"), message(2, "maya", "2026-11-24T00:00:00.000Z"));
        assertThat(keys()).containsExactly("beginning", "day 2026-11-23", "1", "day 2026-11-24", "2");
        assertThat(said()).extracting(Row.Message::first).containsExactly(true, true);
    }

    @Test
    void beginningIsShownOnlyWhenNothingIsBefore() {
        open(true, message(7, "maya", "2026-11-24T09:00:00.000Z"));
        assertThat(keys()).doesNotContain("beginning");
        change(new TimelineChange.Prepended(List.of(message(6, "maya", "2026-11-24T08:00:00.000Z")), false));
        assertThat(keys()).startsWith("beginning");
    }

    @Test
    void ownMessageStaysTheSameRowFromQueuedToStored() {
        open(false);
        outgoing("r1", Outgoing.State.QUEUED);
        assertThat(said()).extracting(Row.Message::delivery).containsExactly(Delivery.QUEUED);
        outgoing("r1", Outgoing.State.SENT);
        change(new TimelineChange.Appended(List.of(own(1, "r1"))));
        outgoing("r1", Outgoing.State.STORED);
        assertThat(said()).extracting(Row.Message::key).containsExactly("r1");
        assertThat(said()).extracting(Row.Message::delivery).containsExactly(Delivery.STORED);
    }

    @Test
    void ackBeforeTheEventShowsTheMessageOnce() {
        open(false);
        outgoing("r1", Outgoing.State.STORED);
        change(new TimelineChange.Appended(List.of(own(1, "r1"))));
        assertThat(said()).hasSize(1);
    }

    @Test
    void discardedMessageDisappears() {
        open(false);
        outgoing("r1", Outgoing.State.FAILED);
        assertThat(said()).extracting(Row.Message::delivery).containsExactly(Delivery.FAILED);
        outgoing("r1", Outgoing.State.DISCARDED);
        assertThat(said()).isEmpty();
    }

    @Test
    void pendingEditShowsTheNewTextAndARefusedOneTheOld() {
        open(false, own(1, "r1"));
        timeline.outgoing(item("e1", Outgoing.Kind.EDIT, 1, "new", Outgoing.State.QUEUED));
        run();
        assertThat(said().get(0).content().text()).isEqualTo("new");
        assertThat(said().get(0).changeable()).isFalse();
        timeline.outgoing(item("e1", Outgoing.Kind.EDIT, 1, "new", Outgoing.State.FAILED));
        run();
        assertThat(said().get(0).content().text()).isEqualTo("text 1");
        assertThat(said().get(0).delivery()).isEqualTo(Delivery.FAILED);
    }

    @Test
    void acknowledgedEditStaysUntilItsEventCame() {
        open(false, own(1, "r1"));
        timeline.outgoing(item("e1", Outgoing.Kind.EDIT, 1, "new", Outgoing.State.SENT));
        timeline.outgoing(stored("e1", Outgoing.Kind.EDIT, "new", 3));
        run();
        assertThat(said().get(0).content().text()).isEqualTo("new");
        assertThat(said().get(0).delivery()).isEqualTo(Delivery.STORED);
        timeline.received(2);
        run();
        assertThat(said().get(0).content().text()).isEqualTo("new");
        change(new TimelineChange.Updated(edited("newer, from another device")));
        timeline.received(3);
        run();
        assertThat(said().get(0).content().text()).isEqualTo("newer, from another device");
    }

    @Test
    void acknowledgementAfterTheEventChangesNothing() {
        open(false, own(1, "r1"));
        timeline.outgoing(item("e1", Outgoing.Kind.EDIT, 1, "new", Outgoing.State.SENT));
        change(new TimelineChange.Updated(edited("newer, from another device")));
        timeline.received(4);
        timeline.outgoing(stored("e1", Outgoing.Kind.EDIT, "new", 3));
        run();
        assertThat(said().get(0).content().text()).isEqualTo("newer, from another device");
    }

    @Test
    void acknowledgedDeletionStaysUntilItsEventCame() {
        open(false, own(1, "r1"));
        timeline.outgoing(item("d1", Outgoing.Kind.DELETE, 1, "", Outgoing.State.SENT));
        timeline.outgoing(stored("d1", Outgoing.Kind.DELETE, "", 3));
        run();
        assertThat(said().get(0).content().deleted()).isTrue();
        assertThat(said().get(0).delivery()).isEqualTo(Delivery.NONE);
    }

    @Test
    void deletedMessageKeepsItsPlace() {
        open(false, message(1, "maya", "2026-11-24T09:00:00.000Z"), message(2, "maya", "2026-11-24T09:01:00.000Z"));
        change(new TimelineChange.Updated(
                new Event.Message("lobby", 1, "maya", "u_maya", null, "2026-11-24T09:00:00.000Z", "ref", null)));
        assertThat(said().get(0).content().deleted()).isTrue();
        assertThat(said()).hasSize(2);
    }

    @Test
    void lineStandsWhereThePersonLookedAway() {
        open(false, message(1, "maya", "2026-11-24T09:00:00.000Z"));
        timeline.setFocused(false);
        change(new TimelineChange.Appended(List.of(message(2, "maya", "2026-11-24T09:01:00.000Z"))));
        change(new TimelineChange.Appended(List.of(message(3, "maya", "2026-11-24T09:02:00.000Z"))));
        assertThat(keys()).containsExactly("beginning", "day 2026-11-24", "1", "new", "2", "3");
        assertThat(timeline.unreadProperty().get()).isEqualTo(2);
        timeline.setFocused(true);
        assertThat(timeline.unreadProperty().get()).isZero();
        assertThat(keys()).contains("new");
        timeline.setFocused(false);
        change(new TimelineChange.Appended(List.of(message(4, "maya", "2026-11-24T09:03:00.000Z"))));
        assertThat(keys()).containsExactly("beginning", "day 2026-11-24", "1", "2", "3", "new", "4");
    }

    @Test
    void lineGoesWhenThePersonWrites() {
        open(false, message(1, "maya", "2026-11-24T09:00:00.000Z"));
        timeline.setFocused(false);
        change(new TimelineChange.Appended(List.of(message(2, "maya", "2026-11-24T09:01:00.000Z"))));
        outgoing("r1", Outgoing.State.SAVING);
        assertThat(keys()).doesNotContain("new");
    }

    @Test
    void pillCountsOtherPeoplesMessagesBelow() {
        open(false, message(1, "maya", "2026-11-24T09:00:00.000Z"));
        timeline.setShown(0, 0, false);
        change(new TimelineChange.Appended(List.of(message(2, "maya", "2026-11-24T09:01:00.000Z"), own(3, "r3"))));
        assertThat(timeline.belowProperty().get()).isEqualTo(1);
        timeline.setShown(0, 0, true);
        assertThat(timeline.belowProperty().get()).isZero();
    }

    @Test
    void lineStandsWhereAnEarlierRunLeftOff() {
        timeline.changed(
                new TimelineChange.Reset(
                        List.of(
                                message(4, "maya", "2026-11-24T09:00:00.000Z"),
                                message(5, "maya", "2026-11-24T09:01:00.000Z")),
                        true,
                        TimelineChange.Cause.OPENED),
                4);
        run();
        assertThat(keys()).containsExactly("day 2026-11-24", "4", "new", "5");
    }

    @Test
    void trimmedMessagesLeaveTheFront() {
        open(
                false,
                IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> message(i, "maya", "2026-11-24T09:00:00.000Z"))
                        .toArray(Event.Message[]::new));
        change(new TimelineChange.Trimmed(3, TimelineChange.End.OLDEST));
        assertThat(keys()).containsExactly("day 2026-11-24", "4", "5");
    }

    @Test
    void newMessagesCountWhileTheNewestAreNotHeldAndNothingIsSeen() {
        open(
                true,
                IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> message(i, "maya", "2026-11-24T09:00:00.000Z"))
                        .toArray(Event.Message[]::new));
        timeline.setShown(0, 2, false);
        change(new TimelineChange.Trimmed(2, TimelineChange.End.NEWEST));
        timeline.setShown(0, 3, true);
        change(new TimelineChange.HeldBack(List.of(message(6, "maya", "2026-11-24T09:01:00.000Z"))));
        assertThat(keys()).containsExactly("day 2026-11-24", "1", "2", "3");
        assertThat(timeline.belowProperty().get()).isEqualTo(1);
        assertThat(timeline.lastSeen()).isEqualTo(5);
        change(new TimelineChange.Extended(
                List.of(
                        message(4, "maya", "2026-11-24T09:00:00.000Z"),
                        message(5, "maya", "2026-11-24T09:00:00.000Z"),
                        message(6, "maya", "2026-11-24T09:01:00.000Z")),
                false));
        timeline.setShown(0, 7, true);
        assertThat(timeline.belowProperty().get()).isZero();
        assertThat(timeline.lastSeen()).isEqualTo(6);
        assertThat(keys()).containsExactly("day 2026-11-24", "1", "2", "3", "4", "5", "new", "6");
    }

    @Test
    void ownMessagesOnTheirWayStandBehindAHoleWhenTheNewestAreNotHeld() {
        open(true, message(1, "maya", "2026-11-24T09:00:00.000Z"), message(2, "maya", "2026-11-24T09:00:00.000Z"));
        timeline.setShown(0, 1, false);
        change(new TimelineChange.Trimmed(1, TimelineChange.End.NEWEST));
        outgoing("r1", Outgoing.State.QUEUED);
        assertThat(keys()).containsExactly("day 2026-11-24", "1", "hole", "r1");
    }

    @Test
    void changesUntilTheNextRefreshAreShownAtOnce() {
        open(false);
        for (int i = 1; i <= 1_000; i++) {
            timeline.changed(new TimelineChange.Appended(List.of(message(i, "maya", "2026-11-24T09:00:00.000Z"))), 0);
        }
        assertThat(due).hasSize(1);
        run();
        assertThat(said()).hasSize(1_000);
    }

    private void open(boolean moreBefore, Event.Message... messages) {
        change(new TimelineChange.Reset(List.of(messages), moreBefore, TimelineChange.Cause.OPENED));
    }

    private void change(TimelineChange change) {
        timeline.changed(change, 0);
        run();
    }

    private void outgoing(String ref, Outgoing.State state) {
        timeline.outgoing(item(ref, Outgoing.Kind.MESSAGE, 0, "text", state));
        run();
    }

    private void run() {
        List<Runnable> now = List.copyOf(due);
        due.clear();
        now.forEach(Runnable::run);
    }

    private List<String> keys() {
        return timeline.rows().stream().map(Row::key).toList();
    }

    private List<Row.Message> said() {
        return timeline.rows().stream()
                .filter(Row.Message.class::isInstance)
                .map(Row.Message.class::cast)
                .toList();
    }

    private static Outgoing item(String ref, Outgoing.Kind kind, long target, String text, Outgoing.State state) {
        @Nullable String code = state == Outgoing.State.FAILED ? "forbidden" : null;
        return new Outgoing(ref, "lobby", kind, target, text, NOW.toEpochMilli(), state, 0, code, "");
    }

    private static Outgoing stored(String ref, Outgoing.Kind kind, String text, long seq) {
        return new Outgoing(ref, "lobby", kind, 1, text, NOW.toEpochMilli(), Outgoing.State.STORED, seq, null, "");
    }

    private static Event.Message edited(String text) {
        String at = "2026-11-24T09:15:00.000Z";
        return new Event.Message("lobby", 1, "me", "u_me", text, at, "r1", at);
    }

    private static Event.Message message(long seq, String name, String time) {
        return new Event.Message("lobby", seq, name, "u_" + name, "text " + seq, time, "ref " + seq, null);
    }

    private static Event.Message own(long seq, String ref) {
        return new Event.Message("lobby", seq, "me", "u_me", "text " + seq, "2026-11-24T09:15:00.000Z", ref, null);
    }
}
