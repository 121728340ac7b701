package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.model.CloseCode;

/** One connection, driven by hand: what it does in which turn and at which time. */
class ConnectionTest {
    private static final Frame BIG = Frame.text(new byte[100_000]);

    private final HandDriven rig;

    ConnectionTest() throws IOException {
        rig = new HandDriven();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void framesOfOneTurnShareOneWrite() throws Exception {
        RawClient client = rig.upgrade();
        long writes = rig.door.traffic().writes();
        rig.loop.execute(() -> {
            for (int i = 0; i < 100; i++) {
                rig.connection().send(Frame.text(new byte[] {(byte) ('a' + i % 26)}));
            }
        });
        rig.loop.doWork();
        assertThat(rig.door.traffic().writes()).isEqualTo(writes + 1);
        assertThat(rig.door.traffic().framesOut()).isEqualTo(101);
        assertThat(rig.connection().queuedBytes()).isZero();
        for (int i = 0; i < 100; i++) {
            assertThat(client.receive().text()).isEqualTo(String.valueOf((char) ('a' + i % 26)));
        }
    }

    @Test
    void aSlowReaderIsClosedAndTriedToBeTold() throws Exception {
        RawClient client = rig.upgrade();
        Connection slow = rig.connection();
        int sent = 0;
        while (slow.isOpen()) {
            slow.send(BIG);
            sent++;
            rig.loop.doWork();
            assertThat(slow.queuedBytes()).isLessThanOrEqualTo(slow.queueLimitBytes());
        }
        // Far less than memory could hold: the limit, and what the kernel took.
        assertThat(sent).isBetween(10, 40);
        assertThat(slow.queuedBytes()).isLessThan(BIG.bytes() + 200);
        rig.until(() -> rig.closeCodes.equals(List.of(4001)));
        slow.send(BIG);
        assertThat(slow.queuedBytes()).isLessThan(BIG.bytes() + 200);
        // The reader wakes up in time: whole frames, then the reason.
        List<RawClient.Received> received = new ArrayList<>();
        Thread reader = new Thread(() -> readAll(client, received));
        reader.start();
        rig.until(() -> rig.loop.connections() == 0);
        reader.join(5_000);
        assertThat(received.get(received.size() - 1).closeCode()).isEqualTo(4001);
        assertThat(received.size()).isLessThan(sent);
        assertThat(rig.errors).isEmpty();
    }

    private static void readAll(RawClient client, List<RawClient.Received> received) {
        try {
            RawClient.Received next;
            do {
                next = client.receive();
                received.add(next);
            } while (next.opcode() != Opcode.CLOSE);
            client.send(RawClient.closeFrame(next.closeCode(), ""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSlowReaderThatStaysSlowIsCutAfterTwoSeconds() throws Exception {
        rig.upgrade();
        Connection slow = rig.connection();
        while (slow.isOpen()) {
            slow.send(BIG);
            rig.loop.doWork();
        }
        rig.pass(1_990);
        assertThat(rig.loop.connections()).isEqualTo(1);
        rig.pass(50);
        assertThat(rig.loop.connections()).isZero();
        assertThat(rig.closeCodes).containsExactly(4001);
    }

    @Test
    void aSilentPeerIsPingedAndThenClosed() throws Exception {
        RawClient client = rig.upgrade();
        rig.pass(22_400);
        assertThat(rig.door.traffic().framesOut()).isEqualTo(1);
        rig.pass(2_700);
        assertThat(client.receive().opcode()).isEqualTo(Opcode.PING);
        rig.pass(9_700);
        assertThat(rig.connection().isOpen()).isTrue();
        rig.pass(300);
        assertThat(client.receive().closeCode()).isEqualTo(4002);
        assertThat(rig.closeCodes).containsExactly(4002);
        rig.pass(1_800);
        assertThat(rig.loop.connections()).isEqualTo(1);
        rig.pass(250);
        assertThat(rig.loop.connections()).isZero();
    }

    @Test
    void anyByteIsASignOfLife() throws Exception {
        RawClient client = rig.upgrade();
        for (byte part : new byte[] {(byte) 0x8A, (byte) 0x80, 1, 2, 3, 4, (byte) 0x8A}) {
            rig.pass(30_000);
            long before = rig.door.traffic().bytesIn();
            client.send(new byte[] {part});
            rig.until(() -> rig.door.traffic().bytesIn() == before + 1);
        }
        rig.settle();
        rig.pass(30_000);
        assertThat(rig.connection().isOpen()).isTrue();
        rig.pass(5_100);
        assertThat(rig.closeCodes).containsExactly(4002);
    }

    @Test
    void silenceWhileWeDoNotReadIsExcused() throws Exception {
        rig.upgrade();
        rig.pass(10_000);
        rig.connection().pauseReading(60_000);
        rig.pass(94_900);
        assertThat(rig.connection().isOpen()).isTrue();
        rig.pass(150);
        assertThat(rig.closeCodes).containsExactly(4002);
    }

    @Test
    void whoSendsALotAtOnceDoesNotHoldUpTheOthers() throws Exception {
        RawClient busy = rig.upgrade();
        RawClient other = rig.upgrade();
        byte[] flood = new byte[0];
        for (int i = 0; i < 5_000; i++) {
            flood = FrontDoorIT.concat(flood, RawClient.frame(0x81, "flood"));
        }
        busy.send(flood);
        other.text("other");
        rig.until(() -> rig.heard.contains("other"));
        assertThat(rig.heard.indexOf("other")).isLessThan(3_100);
        rig.until(() -> rig.heard.size() == 5_001);
    }

    @Test
    void theCloseHandshakeOfThePeerIsEchoed() throws Exception {
        RawClient client = rig.upgrade();
        rig.connection().send(BIG);
        client.send(RawClient.closeFrame(4321, "so long"));
        rig.until(() -> rig.closeCodes.equals(List.of(4321)));
        RawClient.Received last = client.receive();
        while (last.opcode() != Opcode.CLOSE) {
            last = client.receive();
        }
        assertThat(last.closeCode()).isEqualTo(4321);
        assertThat(client.readToEnd()).isEmpty();
        rig.until(() -> rig.loop.connections() == 0);
    }

    @Test
    void anEmptyCloseIsAnsweredByAnEmptyOne() throws Exception {
        RawClient client = rig.upgrade();
        client.send(RawClient.frame(0x88, ""));
        rig.until(() -> rig.loop.connections() == 0);
        assertThat(client.receive().closeCode()).isEqualTo(1005);
        assertThat(client.readToEnd()).isEmpty();
        assertThat(rig.closeCodes).containsExactly(1005);
    }

    @Test
    void ourCloseFlushesWhatIsQueuedAndWaitsForTheAnswer() throws Exception {
        RawClient client = rig.upgrade();
        rig.connection().send(Frame.text("last words".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        rig.connection().close(CloseCode.SESSION_REPLACED);
        rig.connection().close(CloseCode.NORMAL);
        client.text("not heard");
        rig.settle();
        assertThat(client.receive().text()).isEqualTo("last words");
        assertThat(client.receive().closeCode()).isEqualTo(4503);
        assertThat(rig.closeCodes).containsExactly(4503);
        assertThat(rig.loop.connections()).isEqualTo(1);
        client.send(RawClient.closeFrame(4503, ""));
        rig.until(() -> rig.loop.connections() == 0);
        assertThat(rig.heard).isEmpty();
        assertThat(client.readToEnd()).isEmpty();
        assertThat(rig.closeCodes).hasSize(1);
    }

    @Test
    void aPeerThatJustGoesIs1006() throws Exception {
        RawClient client = rig.upgrade();
        client.close();
        rig.until(() -> rig.closeCodes.equals(List.of(1006)));
        assertThat(rig.loop.connections()).isZero();
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void aPeerThatResetsIs1006() throws Exception {
        RawClient client = rig.upgrade();
        client.socket.setSoLinger(true, 0);
        client.close();
        rig.until(() -> rig.closeCodes.equals(List.of(1006)));
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void aListenerThatThrowsLosesItsConnection() throws Exception {
        RawClient client = rig.upgrade();
        client.send(FrontDoorIT.concat(RawClient.frame(0x81, "throw"), RawClient.frame(0x81, "not heard")));
        rig.until(() -> rig.closeCodes.equals(List.of(1011)));
        rig.settle();
        RawClient.Received close = client.receive();
        assertThat(close.closeCode()).isEqualTo(1011);
        assertThat(close.text()).doesNotContain("listener");
        assertThat(client.readToEnd()).isEmpty();
        client.close();
        rig.until(() -> rig.loop.connections() == 0);
        assertThat(rig.heard).containsExactly("throw");
        assertThat(rig.errors).containsExactly("read: listener");
    }

    @Test
    void aViolationClosesAndForgetsWhatFollows() throws Exception {
        RawClient client = rig.upgrade();
        client.send(FrontDoorIT.concat(
                RawClient.frame(0x81, "fine"), RawClient.frame(0x82, "binary"), RawClient.frame(0x81, "not heard")));
        rig.until(() -> rig.closeCodes.equals(List.of(1003)));
        client.text("not heard either");
        rig.settle();
        assertThat(client.receive().closeCode()).isEqualTo(1003);
        assertThat(client.readToEnd()).isEmpty();
        rig.pass(2_050);
        assertThat(rig.loop.connections()).isZero();
        assertThat(rig.heard).containsExactly("fine");
    }

    @Test
    void aPauseHoldsFromTheVeryNextMessage() throws Exception {
        RawClient client = rig.upgrade();
        client.send(FrontDoorIT.concat(
                RawClient.frame(0x81, "pause"), RawClient.frame(0x81, "one"), RawClient.frame(0x81, "pause")));
        client.send(RawClient.frame(0x81, "two"));
        rig.until(() -> !rig.heard.isEmpty());
        rig.pass(990);
        assertThat(rig.heard).containsExactly("pause");
        rig.pass(30);
        assertThat(rig.heard).containsExactly("pause", "one", "pause");
        rig.pass(990);
        assertThat(rig.heard).hasSize(3);
        rig.pass(40);
        rig.until(() -> rig.heard.size() == 4);
        assertThat(rig.heard.get(3)).isEqualTo("two");
    }

    @Test
    void closingEndsAPauseButHearsNothingMore() throws Exception {
        RawClient client = rig.upgrade();
        client.send(FrontDoorIT.concat(
                RawClient.frame(0x81, "pause"), RawClient.frame(0x81, "one"), RawClient.closeFrame(1000, "")));
        rig.until(() -> !rig.heard.isEmpty());
        rig.connection().close(CloseCode.FLOODING);
        rig.until(() -> rig.loop.connections() == 0);
        assertThat(client.receive().closeCode()).isEqualTo(4005);
        assertThat(rig.heard).containsExactly("pause");
        assertThat(rig.closeCodes).containsExactly(4005);
    }

    @Test
    void whoWaitsForRoomIsToldOnceWhenThereIsSome() throws Exception {
        RawClient client = rig.upgrade();
        Connection connection = rig.connection();
        List<String> told = new ArrayList<>();
        connection.onDrained(1, () -> told.add("at once"));
        assertThat(told).isEmpty();
        rig.settle();
        assertThat(told).containsExactly("at once");
        for (int i = 0; i < 10; i++) {
            connection.send(BIG);
        }
        connection.onDrained(1, () -> told.add("empty"));
        connection.onDrained(500_000, () -> told.add("half"));
        rig.settle();
        assertThat(told).hasSize(1);
        for (int i = 0; i < 10; i++) {
            Thread reader = new Thread(() -> receiveOne(client));
            reader.start();
            rig.until(() -> !reader.isAlive());
        }
        rig.settle();
        assertThat(told).containsExactly("at once", "half", "empty");
        connection.onDrained(1, () -> {
            throw new IllegalStateException("waiter");
        });
        rig.settle();
        assertThat(rig.closeCodes).containsExactly(1011);
    }

    private static void receiveOne(RawClient client) {
        try {
            client.receive();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whenTheLoopEndsTheListenerIsTold() throws Exception {
        rig.upgrade();
        rig.endLoop();
        assertThat(rig.closeCodes).containsExactly(1006);
        assertThat(rig.door.traffic().open()).isZero();
    }
}
