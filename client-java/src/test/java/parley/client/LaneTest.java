package parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.client.Outgoing.State;
import parley.client.TimelineChange.Reset;
import parley.model.ClientMessage.Delete;
import parley.model.ClientMessage.Edit;
import parley.model.ClientMessage.Hello;
import parley.model.ClientMessage.History;
import parley.model.ClientMessage.Join;
import parley.model.ClientMessage.Send;
import parley.model.ErrorCode;
import parley.model.Position;
import parley.model.ServerMessage;
import parley.model.ServerMessage.HistoryPage;

class LaneTest extends ClientTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    Path folder;

    private ChatClient client;
    private ScriptedServer.Peer peer;

    private void joinLobby(ChatClientBuilder builder) throws InterruptedException {
        client = start(builder);
        client.join("lobby");
        peer = server.acceptAndWelcome();
        openRoom();
    }

    private void openRoom() throws InterruptedException {
        peer.send(Said.joined(peer.expect(Join.class).ref(), 1, 3));
        heard.next(Reset.class);
    }

    private void resume() throws InterruptedException {
        peer = server.accept();
        peer.expect(Hello.class);
        peer.send(Said.welcome("u_alice", "alice"), Said.joined(null, 4, 3));
    }

    @Test
    void messageGoesThroughItsStates() throws Exception {
        joinLobby(alice());
        Outgoing item = client.send("lobby", "hello \n");
        assertThat(item.state()).isEqualTo(State.SAVING);
        assertThat(item.text()).isEqualTo("hello");
        Send sent = peer.expect(Send.class);
        assertThat(sent).isEqualTo(new Send("lobby", "hello", item.ref()));
        heard.outgoing(State.QUEUED);
        heard.outgoing(State.SENT);
        assertThat(client.outgoing()).extracting(Outgoing::state).containsExactly(State.SENT);
        peer.send(Said.ack(sent.ref(), 4), Said.message(4, "u_alice", sent.ref(), "hello"));
        assertThat(heard.outgoing(State.STORED).seq()).isEqualTo(4);
        assertThat(client.stats().stored()).isEqualTo(1);
        heard.next(TimelineChange.Appended.class);
        assertThat(client.outgoing()).isEmpty();
    }

    @Test
    void editAndDeleteGoTheSameWay() throws Exception {
        joinLobby(alice());
        Outgoing edit = client.edit("lobby", 2, "new");
        client.delete("lobby", 3);
        assertThat(peer.expect(Edit.class)).isEqualTo(new Edit("lobby", 2, "new", edit.ref()));
        peer.send(Said.ack(edit.ref(), 4), Said.edited(4, 2, "new"));
        Delete delete = peer.expect(Delete.class);
        assertThat(delete.target()).isEqualTo(3);
        peer.send(new ServerMessage.Ack(delete.ref(), "lobby", 0, null, false, true));
        heard.outgoing(State.STORED);
        assertThat(heard.outgoing(State.STORED).seq()).isZero();
        assertThat(client.outgoing()).isEmpty();
    }

    @Test
    void sendingJoinsTheRoom() throws Exception {
        client = start(alice());
        peer = server.acceptAndWelcome();
        client.send("lobby", "hello");
        openRoom();
        assertThat(peer.expect(Send.class).message()).isEqualTo("hello");
    }

    @Test
    void oneIsInFlightAtATimeAndTheOrderIsKept() throws Exception {
        joinLobby(alice());
        client.send("lobby", "1");
        client.send("lobby", "2");
        client.send("lobby", "3");
        Send first = peer.expect(Send.class);
        peer.expectNothing(SHORT);
        peer.send(Said.refusal(ErrorCode.RATE_LIMITED, first.ref(), 50));
        Send again = peer.expect(Send.class);
        assertThat(again).isEqualTo(first);
        peer.send(Said.ack(again.ref(), 4));
        Send second = peer.expect(Send.class);
        assertThat(second.message()).isEqualTo("2");
        peer.send(Said.refusal(ErrorCode.FORBIDDEN, second.ref(), 0));
        assertThat(peer.expect(Send.class).message()).isEqualTo("3");
    }

    @Test
    void roomsDoNotWaitForEachOther() throws Exception {
        joinLobby(alice());
        client.send("lobby", "1");
        peer.expect(Send.class);
        client.send("other", "2");
        Join join = peer.expect(Join.class);
        peer.send(new ServerMessage.Joined(join.ref(), "other", "e", 0, null, List.of(), 1, 0, false, 1, false, null));
        assertThat(peer.expect(Send.class).room()).isEqualTo("other");
    }

    @Test
    void rateLimitWaitsAsLongAsTold() throws Exception {
        joinLobby(alice());
        client.send("lobby", "1");
        Send first = peer.expect(Send.class);
        peer.send(Said.refusal(ErrorCode.RATE_LIMITED, first.ref(), 400));
        Outgoing waiting = heard.next(Outgoing.class, item -> item.code() != null);
        assertThat(waiting.state()).isEqualTo(State.QUEUED);
        assertThat(waiting.code()).isEqualTo("rate_limited");
        peer.expectNothing(Duration.ofMillis(300));
        assertThat(peer.expect(Send.class)).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"UNAVAILABLE", "STORAGE_FULL", "INTERNAL", "SLOW_MODE"})
    void passingRefusalIsSentAgainWithTheSameRef(ErrorCode code) throws Exception {
        joinLobby(alice());
        client.send("lobby", "1");
        Send first = peer.expect(Send.class);
        peer.send(Said.refusal(code, first.ref(), 20));
        assertThat(peer.expect(Send.class)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forbidden",
                "too_long",
                "empty",
                "conflict",
                "not_found",
                "muted",
                "banned",
                "read_only",
                "bad_request"
            })
    void finalRefusalIsNeverRetriedByItself(String code) throws Exception {
        joinLobby(alice());
        client.send("lobby", "1");
        Send first = peer.expect(Send.class);
        peer.send(new ServerMessage.Failure(first.ref(), code, "No.", "lobby", 0, List.of()));
        Outgoing failed = heard.outgoing(State.FAILED);
        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.sentence()).isEqualTo("No.");
        peer.cut();
        resume();
        peer.expectNothing(SHORT);
        assertThat(client.outgoing()).containsExactly(failed);
        client.retry(failed);
        assertThat(peer.expect(Send.class)).isEqualTo(first);
    }

    @Test
    void internalErrorIsNotRetriedForEver() throws Exception {
        joinLobby(alice());
        client.send("lobby", "poison");
        for (int i = 0; i < 5; i++) {
            peer.send(Said.refusal(ErrorCode.INTERNAL, peer.expect(Send.class).ref(), 1));
        }
        assertThat(heard.outgoing(State.FAILED).code()).isEqualTo("internal");
    }

    @Test
    void discardedItemIsGone() throws Exception {
        joinLobby(alice());
        client.send("lobby", "1");
        peer.send(Said.refusal(ErrorCode.FORBIDDEN, peer.expect(Send.class).ref(), 0));
        client.discard(heard.outgoing(State.FAILED));
        heard.outgoing(State.DISCARDED);
        assertThat(client.outgoing()).isEmpty();
    }

    @Test
    void lostAckIsAskedForAgainOnTheNextConnection() throws Exception {
        joinLobby(alice());
        client.send("lobby", "1");
        Send first = peer.expect(Send.class);
        peer.cut();
        resume();
        assertThat(peer.expect(Send.class)).isEqualTo(first);
        peer.send(new ServerMessage.Ack(first.ref(), "lobby", 4, Said.at(4), true, false));
        assertThat(heard.outgoing(State.STORED).seq()).isEqualTo(4);
    }

    @Test
    void ownEventCountsAsTheAck() throws Exception {
        joinLobby(alice());
        client.send("lobby", "1");
        Send first = peer.expect(Send.class);
        peer.cut();
        peer = server.accept();
        peer.expect(Hello.class);
        peer.send(
                Said.welcome("u_alice", "alice"),
                Said.joined(
                        null, Said.EPOCH, List.of(Said.message(4, "u_alice", first.ref(), "1")), 4, 4, false, null));
        assertThat(heard.outgoing(State.STORED).seq()).isEqualTo(4);
        peer.expectNothing(SHORT);
        assertThat(client.timeline("lobby").messages()).hasSize(4);
    }

    @Test
    void othersEventWithTheSameRefIsNoAck() throws Exception {
        joinLobby(alice());
        client.send("lobby", "1");
        Send first = peer.expect(Send.class);
        peer.send(Said.message(4, "u_bob", first.ref(), "1"));
        heard.next(TimelineChange.Appended.class);
        assertThat(client.outgoing()).hasSize(1);
    }

    @Test
    void notJoinedIsAnsweredWithAJoinAndTheItemGoesOut() throws Exception {
        joinLobby(alice());
        client.send("lobby", "1");
        Send first = peer.expect(Send.class);
        peer.send(Said.refusal(ErrorCode.NOT_JOINED, first.ref(), 1));
        peer.send(Said.joined(peer.expect(Join.class).ref(), 4, 3));
        assertThat(peer.expect(Send.class)).isEqualTo(first);
    }

    @Test
    void whatWasWrittenOfflineSurvivesTheApplication() throws Exception {
        Path file = folder.resolve("outbox");
        ChatClient offline = alice().outbox(FileOutbox.open(file)).build();
        offline.send("lobby", "1");
        offline.send("lobby", "2");
        offline.close();
        joinLobby(alice().outbox(FileOutbox.open(file)));
        Send first = peer.expect(Send.class);
        assertThat(first.message()).isEqualTo("1");
        peer.send(Said.ack(first.ref(), 4));
        assertThat(peer.expect(Send.class).message()).isEqualTo("2");
    }

    @Test
    void itemsBelongToTheirPerson() throws Exception {
        MemoryOutbox outbox = new MemoryOutbox();
        outbox.put(FileOutboxTest.item("of-alice", "hers"));
        outbox.put(FileOutboxTest.item("of-bob", "his").ownedBy("u_bob"));
        outbox.put(FileOutboxTest.item("of-profile", "before the welcome").ownedBy("name:alice"));
        joinLobby(alice().outbox(outbox));
        Send first = peer.expect(Send.class);
        peer.send(Said.ack(first.ref(), 4));
        assertThat(List.of(first.ref(), peer.expect(Send.class).ref())).containsExactly("of-alice", "of-profile");
        assertThat(outbox.items()).extracting(OutboxItem::owner).containsExactly("u_bob", "u_alice");
    }

    @Test
    void itemsOfAKnownUserAreShownBeforeTheFirstWelcome() throws Exception {
        MemoryOutbox outbox = new MemoryOutbox();
        outbox.put(FileOutboxTest.item("of-alice", "hers"));
        ChatClient offline = alice().token("t").userId("u_alice").outbox(outbox).build();
        clients.add(offline);
        assertThat(heard.outgoing(State.QUEUED).ref()).isEqualTo("of-alice");
    }

    @Test
    void firstTransmissionIsOnDiskBeforeTheMessageLeaves() throws Exception {
        MemoryOutbox outbox = new MemoryOutbox();
        joinLobby(alice().outbox(outbox));
        client.send("lobby", "1");
        client.send("lobby", "2");
        peer.expect(Send.class);
        OutboxItem first = outbox.items().get(0);
        assertThat(first.firstSentMs()).isPositive();
        assertThat(first.heldAt()).isEqualTo(new Position("lobby", Said.EPOCH, 3, Said.at(3)));
    }

    /** An item first sent 30 hours ago at event 3. */
    private void joinWithOldItem(Position heldAt) throws Exception {
        Instant now = Instant.ofEpochMilli(100 * HOUR_MS);
        MemoryOutbox outbox = new MemoryOutbox();
        outbox.put(FileOutboxTest.item("old", "perhaps").firstSent(70 * HOUR_MS, heldAt));
        joinLobby(alice().outbox(outbox).clock(Clock.fixed(now, ZoneOffset.UTC)));
    }

    private static Position heldAt(long seq) {
        return new Position("lobby", Said.EPOCH, seq, Said.at(seq));
    }

    @Test
    void oldItemThatIsInTheLogIsStored() throws Exception {
        joinWithOldItem(heldAt(1));
        History request = peer.expect(History.class);
        assertThat(request.at()).isEqualTo(1);
        peer.send(new HistoryPage(
                request.ref(),
                "lobby",
                Said.EPOCH,
                List.of(Said.message(2), Said.message(3, "u_alice", "old", "perhaps")),
                2,
                3,
                true,
                false));
        assertThat(heard.outgoing(State.STORED).seq()).isEqualTo(3);
        peer.expectNothing(SHORT);
    }

    @Test
    void oldItemThatIsNotInTheLogIsSent() throws Exception {
        joinWithOldItem(heldAt(1));
        peer.send(Said.history(peer.expect(History.class).ref(), 2, 2, true, true));
        History next = peer.expect(History.class);
        assertThat(next.at()).isEqualTo(2);
        peer.send(Said.history(next.ref(), 3, 3, true, false));
        assertThat(peer.expect(Send.class).ref()).isEqualTo("old");
    }

    @Test
    void oldItemIsUndecidedWhenTheEpochChanged() throws Exception {
        joinWithOldItem(new Position("lobby", "e0", 1, Said.at(1)));
        peer.send(Said.history(peer.expect(History.class).ref(), 2, 3, true, false));
        assertThat(heard.outgoing(State.UNDECIDED).sentence()).isEqualTo("Perhaps sent. Send again?");
        peer.expectNothing(SHORT);
    }

    @Test
    void oldItemIsUndecidedWhenNumbersAreMissing() throws Exception {
        joinWithOldItem(heldAt(1));
        HistoryPage erased = new HistoryPage(
                peer.expect(History.class).ref(), "lobby", Said.EPOCH, Said.messages(3, 3), 2, 3, true, false);
        peer.send(erased);
        Outgoing undecided = heard.outgoing(State.UNDECIDED);
        client.retry(undecided);
        assertThat(peer.expect(Send.class).ref()).isEqualTo("old");
    }

    @Test
    void oldItemIsUndecidedWhenNoPositionIsKnown() throws Exception {
        joinWithOldItem(null);
        heard.outgoing(State.UNDECIDED);
        peer.expectNothing(SHORT);
    }

    @Test
    void youngItemIsSentAgainBlindly() throws Exception {
        MemoryOutbox outbox = new MemoryOutbox();
        outbox.put(FileOutboxTest.item("young", "x").firstSent(77 * HOUR_MS, heldAt(1)));
        joinLobby(alice().outbox(outbox).clock(Clock.fixed(Instant.ofEpochMilli(100 * HOUR_MS), ZoneOffset.UTC)));
        assertThat(peer.expect(Send.class).ref()).isEqualTo("young");
    }

    @Test
    void clockSetBackLooksTheItemUp() throws Exception {
        MemoryOutbox outbox = new MemoryOutbox();
        outbox.put(FileOutboxTest.item("future", "x").firstSent(101 * HOUR_MS, heldAt(1)));
        joinLobby(alice().outbox(outbox).clock(Clock.fixed(Instant.ofEpochMilli(100 * HOUR_MS), ZoneOffset.UTC)));
        peer.expect(History.class);
    }
}
