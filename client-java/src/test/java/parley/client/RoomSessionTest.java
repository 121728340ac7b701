package parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import parley.client.TimelineChange.Appended;
import parley.client.TimelineChange.Cause;
import parley.client.TimelineChange.GapOpened;
import parley.client.TimelineChange.HeldBack;
import parley.client.TimelineChange.Recovered;
import parley.client.TimelineChange.Reset;
import parley.client.TimelineChange.Trimmed;
import parley.client.TimelineChange.Updated;
import parley.model.ClientMessage.Edit;
import parley.model.ClientMessage.Hello;
import parley.model.ClientMessage.History;
import parley.model.ClientMessage.History.Direction;
import parley.model.ClientMessage.Join;
import parley.model.ClientMessage.Leave;
import parley.model.ErrorCode;
import parley.model.Event;
import parley.model.Position;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Gap;
import parley.model.ServerMessage.Heartbeat;
import parley.model.ServerMessage.HistoryPage;
import parley.model.ServerMessage.RoomSeq;

class RoomSessionTest extends ClientTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private ChatClient client;
    private ScriptedServer.Peer peer;

    /** Alice in the lobby with events 1 to 3. */
    private void joinLobby(ChatClientBuilder builder) throws InterruptedException {
        client = start(builder);
        client.join("lobby");
        peer = server.acceptAndWelcome();
        Join join = peer.expect(Join.class);
        assertThat(join.at()).isNull();
        peer.send(Said.joined(join.ref(), 1, 3));
        assertThat(heard.next(Reset.class).messages()).hasSize(3);
    }

    private void joinLobby() throws InterruptedException {
        joinLobby(alice());
    }

    /** The connection is cut; the next hello resumes at {@code seq}. */
    private void reconnect(long seq) throws InterruptedException {
        peer.cut();
        peer = server.accept();
        assertThat(peer.expect(Hello.class).resume())
                .containsExactly(new Position("lobby", Said.EPOCH, seq, Said.at(seq)));
        peer.send(Said.welcome("u_alice", "alice"));
    }

    private void expectAfterAndAnswer(long after, HistoryPageOf page) throws InterruptedException {
        History request = peer.expect(History.class);
        assertThat(request.direction()).isEqualTo(Direction.AFTER);
        assertThat(request.at()).isEqualTo(after);
        peer.send(page.with(request.ref()));
    }

    private interface HistoryPageOf {
        HistoryPage with(String ref);
    }

    @Test
    void liveEventsAreAppendedInOrder() throws Exception {
        joinLobby();
        peer.send(Said.message(4), Said.edited(5, 4, "new"), Said.deleted(6, 1));
        assertThat(heard.next(Appended.class).messages()).containsExactly(Said.message(4));
        assertThat(heard.next(Updated.class).message().message()).isEqualTo("new");
        assertThat(heard.next(Updated.class).message().deleted()).isTrue();
        assertThat(heard.events(3)).extracting(Event::seq).containsExactly(4L, 5L, 6L);
        assertThat(client.timeline("lobby").messages()).hasSize(4);
    }

    @Test
    void ownEditIsStoredOnlyWhenTheTimelineShowsIt() throws Exception {
        joinLobby();
        String ref = client.edit("lobby", 2, "new").ref();
        peer.expect(Edit.class);
        peer.send(new Event.Edited("lobby", 4, 2, "new", "alice", "u_alice", Said.at(4), ref));
        // Passes over all before: the state would be lost, were it told first.
        assertThat(heard.next(Updated.class).message().message()).isEqualTo("new");
        assertThat(heard.outgoing(Outgoing.State.STORED).ref()).isEqualTo(ref);
    }

    @Test
    void eventThatComesAgainIsSuppressedAndCounted() throws Exception {
        joinLobby();
        peer.send(Said.message(4), Said.message(4), Said.message(2), Said.message(5));
        heard.next(Appended.class, c -> c.messages().get(0).seq() == 5);
        assertThat(client.timeline("lobby").messages()).isEqualTo(Said.messages(1, 5));
        assertThat(heard.events(2)).extracting(Event::seq).containsExactly(4L, 5L);
        assertThat(client.stats().duplicates()).isEqualTo(2);
    }

    @Test
    void eventsOfARoomThatIsNotJoinedAreIgnored() throws Exception {
        joinLobby();
        Event.Message other = new Event.Message("other", 9, "bob", "u_bob", "x", Said.at(9), "r", null);
        peer.send(other, Said.message(4));
        heard.next(Appended.class);
        assertThat(heard.events(1)).containsExactly(Said.message(4));
    }

    @Test
    void missingNumbersAreLoadedBeforeAnythingAfterThemIsShown() throws Exception {
        joinLobby();
        peer.send(Said.message(7));
        assertThat(heard.next(GapOpened.class)).isEqualTo(new GapOpened(4, 7));
        assertThat(client.timeline("lobby").gap()).contains(new Gap(4, 7));
        peer.send(Said.message(8));
        expectAfterAndAnswer(3, ref -> Said.history(ref, 4, 5, true, true));
        expectAfterAndAnswer(5, ref -> Said.history(ref, 6, 8, true, false));
        assertThat(heard.next(Recovered.class).events()).isEqualTo(5);
        assertThat(heard.events(5)).isEqualTo(Said.messages(4, 8));
        assertThat(client.timeline("lobby").gap()).isEmpty();
        assertThat(client.stats().gapsFound()).isEqualTo(1);
        assertThat(client.stats().gapsFilled()).isEqualTo(1);
    }

    @Test
    void lostLastEventIsNoticedByTheHeartbeat() throws Exception {
        joinLobby();
        peer.send(new Heartbeat(List.of(new RoomSeq("other", 99), new RoomSeq("lobby", 4))));
        expectAfterAndAnswer(3, ref -> Said.history(ref, 4, 4, true, false));
        assertThat(heard.next(Appended.class).messages()).containsExactly(Said.message(4));
    }

    @Test
    void heartbeatThatTellsNothingNewAsksNothing() throws Exception {
        joinLobby();
        peer.send(new Heartbeat(List.of(new RoomSeq("lobby", 3))));
        peer.expectNothing(SHORT);
    }

    @Test
    void refusedReplayIsTriedAgainAfterTheTimeNamed() throws Exception {
        joinLobby();
        peer.send(Said.message(5));
        peer.send(
                Said.refusal(ErrorCode.RATE_LIMITED, peer.expect(History.class).ref(), 50));
        expectAfterAndAnswer(3, ref -> Said.history(ref, 4, 5, true, false));
        heard.next(Recovered.class);
    }

    @Test
    void resumeBringsExactlyWhatWasMissed() throws Exception {
        joinLobby();
        reconnect(3);
        peer.send(Said.joined(null, 4, 6));
        assertThat(heard.next(Appended.class).messages()).hasSize(3);
        assertThat(heard.next(Recovered.class).events()).isEqualTo(3);
        peer.send(Said.message(7));
        heard.next(Appended.class);
        assertThat(heard.events(4)).isEqualTo(Said.messages(4, 7));
        assertThat(client.stats().resumes()).isEqualTo(1);
    }

    @Test
    void smallGapIsReplayedWhole() throws Exception {
        joinLobby();
        reconnect(3);
        peer.send(Said.joined(null, Said.EPOCH, Said.messages(204, 206), 204, 206, false, new Gap(4, 203)));
        assertThat(heard.next(GapOpened.class)).isEqualTo(new GapOpened(4, 206));
        expectAfterAndAnswer(3, ref -> Said.history(ref, 4, 103, true, true));
        expectAfterAndAnswer(103, ref -> Said.history(ref, 104, 206, true, false));
        assertThat(heard.next(Recovered.class).events()).isEqualTo(203);
        assertThat(client.timeline("lobby").messages()).isEqualTo(Said.messages(1, 206));
    }

    @Test
    void largeGapDropsWhatMayBeStale() throws Exception {
        joinLobby(alice().replayLimit(100));
        reconnect(3);
        peer.send(Said.joined(null, Said.EPOCH, Said.messages(204, 206), 204, 206, false, new Gap(4, 203)));
        Reset reset = heard.next(Reset.class);
        assertThat(reset.cause()).isEqualTo(Cause.MISSED_TOO_MUCH);
        assertThat(reset.moreBefore()).isTrue();
        assertThat(client.timeline("lobby").messages()).isEqualTo(Said.messages(204, 206));
    }

    @Test
    void resetStartsOver() throws Exception {
        joinLobby();
        reconnect(3);
        peer.send(Said.joined(null, "e2", Said.messages(1, 2), 1, 2, true, null));
        assertThat(heard.next(Reset.class).cause()).isEqualTo(Cause.RESET);
        assertThat(client.timeline("lobby").position()).contains(new Position("lobby", "e2", 2, Said.at(2)));
    }

    @Test
    void resetThatComesUnaskedStartsOverToo() throws Exception {
        joinLobby();
        peer.send(Said.joined(null, "e2", Said.messages(1, 1), 1, 1, true, null), Said.message(2));
        assertThat(heard.next(Reset.class).messages()).hasSize(1);
        heard.next(Appended.class);
        assertThat(client.timeline("lobby").messages()).isEqualTo(Said.messages(1, 2));
    }

    @Test
    void replayOfAnotherEpochOpensTheRoomAnew() throws Exception {
        joinLobby();
        peer.send(Said.message(9));
        History request = peer.expect(History.class);
        peer.send(new HistoryPage(request.ref(), "lobby", "e2", Said.messages(4, 9), 4, 9, true, false));
        Join join = peer.expect(Join.class);
        assertThat(join.at()).isNull();
        peer.send(Said.joined(join.ref(), "e2", Said.messages(1, 1), 1, 1, false, null));
        assertThat(heard.next(Reset.class).messages()).hasSize(1);
    }

    @Test
    void announcedNumberThatIsNotThereLetsTheServerCompareLogs() throws Exception {
        joinLobby();
        peer.send(Said.message(9));
        expectAfterAndAnswer(3, ref -> Said.history(ref, 4, 3, true, false));
        Join join = peer.expect(Join.class);
        assertThat(join.at()).isEqualTo(new Position("lobby", Said.EPOCH, 3, Said.at(3)));
        peer.send(Said.joined(join.ref(), "e2", Said.messages(1, 1), 1, 1, true, null));
        assertThat(heard.next(Reset.class).cause()).isEqualTo(Cause.RESET);
    }

    @Test
    void connectionLostDuringAReplayResumesWhereItWas() throws Exception {
        joinLobby();
        peer.send(Said.message(9));
        expectAfterAndAnswer(3, ref -> Said.history(ref, 4, 6, true, true));
        peer.expect(History.class);
        reconnect(6);
        peer.send(Said.joined(null, 7, 9));
        assertThat(heard.next(Recovered.class).events()).isEqualTo(3);
        assertThat(heard.events(6)).isEqualTo(Said.messages(4, 9));
    }

    @Test
    void roomsBeyondTheResumeLimitAreJoinedWithTheirPositions() throws Exception {
        joinLobby();
        int rooms = 205;
        for (int i = 1; i < rooms; i++) {
            client.join("r" + i);
            Join join = peer.expect(Join.class);
            peer.send(new ServerMessage.Joined(
                    join.ref(), join.room(), "e", 0, null, List.of(), 1, 0, false, 1, false, null));
            heard.next(Reset.class);
        }
        peer.cut();
        peer = server.accept();
        assertThat(peer.expect(Hello.class).resume()).hasSize(200);
        peer.send(Said.welcome("u_alice", "alice"));
        for (int i = 200; i < rooms; i++) {
            assertThat(peer.expect(Join.class).at()).isEqualTo(new Position("r" + i, "e", 0, null));
        }
    }

    @Test
    void roomThatWillNotOpenIsToldAndForgotten() throws Exception {
        joinLobby();
        reconnect(3);
        peer.send(Said.refusal(ErrorCode.FORBIDDEN, null, 0));
        assertThat(heard.next(String.class)).isEqualTo("forbidden");
        peer.cut();
        assertThat(server.accept().expect(Hello.class).resume()).isEmpty();
    }

    @Test
    void roomThatCannotOpenNowIsTriedAgain() throws Exception {
        joinLobby();
        reconnect(3);
        peer.send(Said.refusal(ErrorCode.UNAVAILABLE, null, 50));
        Join join = peer.expect(Join.class);
        assertThat(join.at()).isEqualTo(new Position("lobby", Said.EPOCH, 3, Said.at(3)));
        peer.send(Said.joined(join.ref(), 4, 4));
        assertThat(heard.next(Recovered.class).events()).isEqualTo(1);
    }

    @Test
    void olderPagesAreLoadedOnceForAllWhoAsk() throws Exception {
        client = start(alice());
        client.join("lobby");
        peer = server.acceptAndWelcome();
        peer.send(Said.joined(peer.expect(Join.class).ref(), 51, 60));
        heard.next(Reset.class);
        CompletableFuture<Timeline.LoadResult> one = client.loadOlder("lobby", 50);
        CompletableFuture<Timeline.LoadResult> two = client.loadOlder("lobby", 50);
        History request = peer.expect(History.class);
        assertThat(request).isEqualTo(new History("lobby", Direction.BEFORE, 51, 50, request.ref()));
        peer.expectNothing(SHORT);
        peer.send(Said.history(request.ref(), 1, 50, false, true));
        assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(new Timeline.LoadResult(50, false));
        assertThat(two.get(10, TimeUnit.SECONDS)).isEqualTo(one.get());
        assertThat(client.loadOlder("lobby", 50).get(10, TimeUnit.SECONDS).added())
                .isZero();
        assertThat(client.timeline("lobby").messages()).isEqualTo(Said.messages(1, 60));
    }

    @Test
    void readerOfAFullTimelineGoesBackAndForthAndHome() throws Exception {
        client = start(alice().timelineLimit(100));
        client.join("lobby");
        peer = server.acceptAndWelcome();
        peer.send(Said.joined(peer.expect(Join.class).ref(), 201, 300));
        heard.next(Reset.class);
        assertThatThrownBy(() -> client.loadOlder("lobby", 50).get(10, TimeUnit.SECONDS))
                .hasMessageContaining("No more messages can be shown at once.");
        client.reading("lobby", 201);
        CompletableFuture<Timeline.LoadResult> older = client.loadOlder("lobby", 50);
        peer.send(Said.history(peer.expect(History.class).ref(), 151, 200, true, true));
        assertThat(older.get(10, TimeUnit.SECONDS)).isEqualTo(new Timeline.LoadResult(50, true));
        assertThat(heard.next(Trimmed.class)).isEqualTo(new Trimmed(60, TimelineChange.End.NEWEST));
        peer.send(Said.message(301));
        assertThat(heard.next(HeldBack.class).messages()).hasSize(1);

        client.reading("lobby", 240);
        CompletableFuture<Timeline.LoadResult> newer = client.loadNewer("lobby", 50);
        History replay = peer.expect(History.class);
        assertThat(replay).isEqualTo(new History("lobby", Direction.AFTER, 240, 50, replay.ref()));
        peer.send(Said.history(replay.ref(), 241, 290, true, true));
        assertThat(newer.get(10, TimeUnit.SECONDS)).isEqualTo(new Timeline.LoadResult(50, true));

        CompletableFuture<Timeline.LoadResult> newest = client.loadNewest("lobby", 50);
        History page = peer.expect(History.class);
        assertThat(page.direction()).isEqualTo(Direction.NEWEST);
        peer.send(Said.history(page.ref(), 252, 301, true, false));
        assertThat(newest.get(10, TimeUnit.SECONDS)).isEqualTo(new Timeline.LoadResult(50, false));
        assertThat(client.timeline("lobby").messages()).isEqualTo(Said.messages(252, 301));
        assertThat(client.loadNewest("lobby", 50).get(10, TimeUnit.SECONDS).added())
                .isZero();
    }

    @Test
    void olderPageFailsWithASentenceWhenTheConnectionGoes() throws Exception {
        client = start(alice());
        client.join("lobby");
        peer = server.acceptAndWelcome();
        peer.send(Said.joined(peer.expect(Join.class).ref(), 51, 60));
        heard.next(Reset.class);
        CompletableFuture<Timeline.LoadResult> loading = client.loadOlder("lobby", 50);
        peer.expect(History.class);
        peer.cut();
        assertThatThrownBy(() -> loading.get(10, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(ChatException.class)
                .hasMessageContaining("The connection was lost");
    }

    @Test
    void historyIsReadBesideTheTimeline() throws Exception {
        joinLobby();
        CompletableFuture<HistoryPage> page = client.history(new History("lobby", Direction.AROUND, 2, 10, "replaced"));
        History request = peer.expect(History.class);
        assertThat(request.ref()).isNotEqualTo("replaced");
        peer.send(Said.history(request.ref(), 1, 3, false, false));
        assertThat(page.get(10, TimeUnit.SECONDS).events()).hasSize(3);
        CompletableFuture<HistoryPage> refused = client.history(new History("other", Direction.NEWEST, 0, 10, null));
        peer.send(Said.refusal(ErrorCode.NOT_JOINED, peer.expect(History.class).ref(), 0));
        assertThatThrownBy(() -> refused.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(ChatException.class);
    }

    @Test
    void leftRoomIsQuietAndNotResumed() throws Exception {
        joinLobby();
        CompletableFuture<Void> left = client.leave("lobby");
        Leave leave = peer.expect(Leave.class);
        peer.send(Said.message(4));
        peer.send(new ServerMessage.Ack(leave.ref(), "lobby", 0, null, false, false));
        left.get(10, TimeUnit.SECONDS);
        assertThat(heard.events(0)).isEmpty();
        peer.cut();
        assertThat(server.accept().expect(Hello.class).resume()).isEmpty();
    }
}
