package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Request heads in time and size. */
class HeadCollectorTest {
    private static final String ANSWER = "HTTP/1.1 204 No Content\r\n\r\n";

    private final HandDriven rig;

    HeadCollectorTest() throws IOException {
        rig = new HandDriven();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void send(RawClient client, String text) throws IOException {
        client.send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void whoSaysNothingIsClosedAfterTenSeconds() throws Exception {
        RawClient client = rig.connect();
        rig.pass(9_990);
        assertThat(rig.loop.connections()).isEqualTo(1);
        rig.pass(50);
        assertThat(rig.loop.connections()).isZero();
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void halfAHeadIsRefusedAfterTenSecondsHoweverBusyItIs() throws Exception {
        RawClient client = rig.connect();
        send(client, "GET / HTTP/1.1\r\n");
        for (int i = 0; i < 99; i++) {
            rig.pass(100);
            send(client, "a");
        }
        assertThat(rig.loop.connections()).isEqualTo(1);
        rig.pass(150);
        assertThat(client.readHead()).startsWith("HTTP/1.1 408 ");
        rig.pass(2_050);
        assertThat(rig.loop.connections()).isZero();
    }

    @ParameterizedTest(name = "a head of {0} bytes: {1}")
    @CsvSource({"16384, http", "16385, HTTP/1.1 431"})
    void sizeIsBounded(int size, String outcome) throws Exception {
        RawClient client = rig.connect();
        String start = "GET / HTTP/1.1\r\nX: ";
        send(client, start + "x".repeat(size - start.length() - 4) + "\r\n\r\n");
        if (outcome.equals("http")) {
            rig.until(() -> rig.heard.contains("http"));
        } else {
            rig.until(() -> rig.door.traffic().refusals().containsKey(431));
            assertThat(client.readHead()).startsWith(outcome);
        }
    }

    @Test
    void aHeadWithoutEndIsRefusedWhenItIsTooLarge() throws Exception {
        RawClient client = rig.connect();
        send(client, "GET / HTTP/1.1\r\nX: " + "x".repeat(20_000));
        rig.until(() -> rig.door.traffic().refusals().containsKey(431));
        assertThat(client.readHead()).startsWith("HTTP/1.1 431 ");
    }

    @ParameterizedTest
    @CsvSource({"'GET /\r\n\r\n'", "'\u0016\u0003\u0001'", "'hello\n\n'", "'GET / HTTP/3.0\r\nHost: x\r\n\r\n'"})
    void malformedIsRefusedAtOnce(String bytes) throws Exception {
        RawClient client = rig.connect();
        send(client, bytes);
        rig.until(() -> rig.door.traffic().refusals().containsKey(400));
        assertThat(client.readHead()).startsWith("HTTP/1.1 400 ").contains("Connection: close");
        assertThat(new String(client.readToEnd(), StandardCharsets.UTF_8)).contains("well-formed");
        client.close();
        rig.until(() -> rig.loop.connections() == 0);
    }

    private RawClient asked() throws IOException {
        RawClient client = rig.connect();
        send(client, "GET / HTTP/1.1\r\n\r\n");
        rig.until(() -> rig.heard.contains("http"));
        return client;
    }

    private RawClient answered(String unread) throws IOException {
        RawClient client = asked();
        rig.answer(ANSWER.getBytes(StandardCharsets.US_ASCII), unread, true);
        rig.settle();
        assertThat(client.readHead()).isEqualTo(ANSWER);
        return client;
    }

    @Test
    void whoComesBackMayBeIdleForAMinute() throws Exception {
        RawClient client = answered("");
        rig.pass(59_900);
        assertThat(rig.loop.connections()).isEqualTo(1);
        rig.pass(150);
        assertThat(rig.loop.connections()).isZero();
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void itsNextHeadHasTenSecondsFromItsFirstByte() throws Exception {
        RawClient client = answered("GE");
        rig.pass(9_900);
        assertThat(rig.loop.connections()).isEqualTo(1);
        rig.pass(150);
        assertThat(client.readHead()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void whatWasReadTooFarIsTheNextRequest() throws Exception {
        RawClient client = answered("\r\n" + RawClient.upgrade("localhost"));
        rig.until(() -> rig.connections.size() == 1);
        assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
    }

    @Test
    void whoIsGoneBeforeTheAnswerIsForgotten() throws Exception {
        RawClient client = asked();
        client.hangUp();
        rig.answer(new byte[1_000_000], "", true);
        rig.until(() -> rig.loop.connections() == 0);
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void anAnswerThatNeverComesEndsTheConnectionAtTheDeadline() throws Exception {
        RawClient client = asked();
        rig.pass(9_900);
        assertThat(rig.loop.connections()).isEqualTo(1);
        rig.pass(150);
        assertThat(rig.loop.connections()).isZero();
        assertThat(client.readToEnd()).isEmpty();
        rig.answer(new byte[1], "", true);
        rig.settle();
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void whoDoesNotReadTheAnswerIsClosedAtTheDeadline() throws Exception {
        RawClient client = asked();
        rig.answer(new byte[32 << 20], "", true);
        rig.settle();
        rig.pass(9_900);
        assertThat(rig.loop.connections()).isEqualTo(1);
        rig.pass(150);
        assertThat(rig.loop.connections()).isZero();
        assertThat(client.readToEnd()).hasSizeLessThan(32 << 20);
    }

    @Test
    void whoReadsSlowlyGetsEveryByte() throws Exception {
        RawClient client = asked();
        byte[] large = new byte[3_000_000];
        new java.util.Random(7).nextBytes(large);
        rig.answer(large, "", false);
        java.util.concurrent.CompletableFuture<byte[]> read = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
            try {
                return client.readToEnd();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        rig.until(read::isDone);
        assertThat(read.get()).isEqualTo(large);
    }

    @Test
    void whoStopsSendingIsForgotten() throws Exception {
        RawClient client = rig.connect();
        send(client, "GET / HT");
        client.socket.shutdownOutput();
        rig.until(() -> rig.loop.connections() == 0);
        assertThat(client.readToEnd()).isEmpty();
        assertThat(rig.errors).isEmpty();
    }
}
