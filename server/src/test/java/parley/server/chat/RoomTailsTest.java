package parley.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.model.Event;
import parley.model.ServerCodec;
import parley.model.ServerMessage.Joined;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import parley.server.store.ReadResult;

class RoomTailsTest {
    private final RoomTails tails = new RoomTails("lobby");
    private long seq;

    @Test
    void aPageHoldsTheNewestMessagesAndSaysWhatIsBefore() throws Exception {
        open();
        for (int i = 0; i < 60; i++) {
            say("text " + i);
        }
        Joined joined = page(50);
        assertThat(joined.events()).hasSize(50);
        assertThat(joined.from()).isEqualTo(11);
        assertThat(joined.to()).isEqualTo(60);
        assertThat(joined.moreBefore()).isTrue();
    }

    @Test
    void aPageThatReachesTheBeginningStartsAtOne() throws Exception {
        open();
        say("one");
        say("two");
        edit(1, "uno");
        Joined joined = page(50);
        assertThat(joined.events()).hasSize(2);
        assertThat(joined.from()).isEqualTo(1);
        assertThat(joined.to()).isEqualTo(3);
        assertThat(joined.moreBefore()).isFalse();
    }

    @Test
    void anEmptyRoomAnswersNothingFromOneToZero() throws Exception {
        open();
        Joined joined = page(50);
        assertThat(joined.from()).isEqualTo(1);
        assertThat(joined.to()).isZero();
        assertThat(joined.timestamp()).isNull();
    }

    @Test
    void replacedTextIsNowhereInAReplay() throws Exception {
        open();
        say("first secret");
        edit(1, "second secret");
        edit(1, "third");
        Joined joined = replay(0);
        assertThat(ServerCodec.encode(joined)).doesNotContain("secret");
        assertThat(joined.events()).hasSize(3);
        assertThat(((Event.Edited) joined.events().get(1)).message()).isEqualTo("third");
        assertThat(((Event.Message) joined.events().get(0)).message()).isEqualTo("third");
    }

    @Test
    void deletedTextIsNowhereAndTheStubStays() throws Exception {
        open();
        say("first secret");
        edit(1, "second secret");
        delete(1);
        for (Joined joined : List.of(replay(0), page(50))) {
            assertThat(ServerCodec.encode(joined)).doesNotContain("secret");
            Event.Message stub = (Event.Message) joined.events().get(0);
            assertThat(stub.deleted()).isTrue();
            assertThat(stub.edited()).isNull();
        }
    }

    @Test
    void whoMissedMoreThanTheCatchUpGetsTheNewestAndAGap() throws Exception {
        open();
        for (int i = 0; i < 300; i++) {
            say("text");
        }
        Joined joined = replay(10);
        assertThat(joined.events()).hasSize(200);
        assertThat(joined.gap()).isNotNull();
        assertThat(joined.gap().from()).isEqualTo(11);
        assertThat(joined.gap().to()).isEqualTo(100);
        assertThat(joined.from()).isEqualTo(101);
    }

    @Test
    void whoMissedNothingGetsNothing() throws Exception {
        open();
        say("text");
        Joined joined = replay(1);
        assertThat(joined.events()).isEmpty();
        assertThat(joined.from()).isEqualTo(2);
        assertThat(joined.to()).isEqualTo(1);
        assertThat(joined.gap()).isNull();
    }

    @Test
    void aReplyStaysWithinItsSizeAndSaysWhatWasCut() throws Exception {
        open();
        String control = "\u0001".repeat(4_000);
        for (int i = 0; i < 30; i++) {
            say(control);
        }
        byte[] page = tails.page(snapshot(), 50);
        assertThat(page.length).isLessThanOrEqualTo(262_144);
        Joined joined = (Joined) ServerCodec.decode(new String(page, StandardCharsets.UTF_8));
        assertThat(joined.moreBefore()).isTrue();
        assertThat(joined.from()).isEqualTo(joined.events().get(0).seq()).isGreaterThan(1);
        Joined replay = replay(0);
        assertThat(replay.gap()).isNotNull();
        assertThat(replay.gap().to()).isEqualTo(replay.from() - 1);
    }

    private void open() {
        tails.load(new ReadResult.Page("e", 0, 0, List.of(), 1, 0, false, false));
    }

    private void say(String text) {
        add(EventKind.MESSAGE, 0, text);
    }

    private void edit(long target, String text) {
        add(EventKind.EDITED, target, text);
    }

    private void delete(long target) {
        add(EventKind.DELETED, target, null);
    }

    private void add(EventKind kind, long target, @Nullable String text) {
        seq++;
        tails.add(new LogEvent(seq, kind, 1_000 + seq, "u_1", "maya", "ref" + seq, target, text, 0, false));
    }

    private RoomTails.Snapshot snapshot() {
        return new RoomTails.Snapshot("r", "e", seq, 1_000 + seq, 1, false);
    }

    private Joined page(int limit) throws Exception {
        return (Joined) ServerCodec.decode(new String(tails.page(snapshot(), limit), StandardCharsets.UTF_8));
    }

    private Joined replay(long after) throws Exception {
        return (Joined) ServerCodec.decode(new String(tails.replay(snapshot(), after), StandardCharsets.UTF_8));
    }
}
