package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.server.limit.Limits;
import parley.server.websocket.ProtocolCase.Answer;
import parley.server.websocket.ProtocolCase.Bytes;
import parley.server.websocket.ProtocolCase.End;

/** RFC 6455 case by case, over raw sockets, against an echo on our WebSocket server with raised limits. */
class ProtocolCasesIT {
    private static final int CASES = 303;
    private static final int MOST_NOT_STRICT = 7;
    private static final int MOST_BYTES = 64 * 1_024 * 1_024;
    private static final Map<Verdict, Integer> VERDICTS = new EnumMap<>(Verdict.class);
    private static TestServer server;

    private enum Verdict {
        STRICT,
        NOT_STRICT,
        INFORMATIONAL
    }

    @BeforeAll
    static void start() throws IOException {
        FrontDoorSettings local = FrontDoorSettings.local(Limits.usual());
        ConnectionLimits raised = new ConnectionLimits(
                MOST_BYTES,
                MOST_BYTES,
                MOST_BYTES,
                64 * 1_024,
                true,
                ConnectionLimits.of(Limits.usual()).times());
        server = new TestServer(
                1, new FrontDoorSettings(local.addresses(), raised, local.hosts(), local.origins(), false));
    }

    @AfterAll
    static void stop() {
        server.close();
        System.out.println("ProtocolCasesIT: " + VERDICTS);
        assertThat(VERDICTS.getOrDefault(Verdict.NOT_STRICT, 0)).isLessThanOrEqualTo(MOST_NOT_STRICT);
    }

    @Test
    void thereIsEveryCase() {
        assertThat(ProtocolCases.all())
                .hasSize(CASES)
                .extracting(ProtocolCase::id)
                .doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        return ProtocolCases.all().stream()
                .map(protocolCase -> DynamicTest.dynamicTest(
                        protocolCase.id(), () -> VERDICTS.merge(run(protocolCase), 1, Integer::sum)));
    }

    private static Verdict run(ProtocolCase protocolCase) throws Exception {
        try (RawClient client = RawClient.connected(server.address)) {
            Conversation conversation = new Conversation(client);
            boolean early = send(client, conversation, protocolCase);
            if (protocolCase.end() == End.CLOSED_BY_CLIENT) {
                conversation.readAnswers(protocolCase.expected().size());
                client.send(RawClient.closeFrame(1_000, ""));
            }
            conversation.readToTheEnd();
            return judge(protocolCase, conversation, early);
        }
    }

    /** Returns whether the server had answered before the last of it was sent. */
    private static boolean send(RawClient client, Conversation conversation, ProtocolCase protocolCase)
            throws Exception {
        List<Bytes> sent = protocolCase.sent();
        // What is echoed has to be read meanwhile, or both sides would wait for each other.
        Thread reader = new Thread(
                () -> conversation.readAnswers(protocolCase.expected().size()));
        reader.start();
        boolean early = false;
        try {
            for (Bytes bytes : sent) {
                early = client.socket.getInputStream().available() > 0;
                for (int from = 0; from < bytes.bytes().length; from += bytes.chop()) {
                    int to = (int) Math.min((long) from + bytes.chop(), bytes.bytes().length);
                    client.send(java.util.Arrays.copyOfRange(bytes.bytes(), from, to));
                }
                if (bytes.pauseMs() > 0) {
                    Thread.sleep(bytes.pauseMs());
                }
            }
        } catch (SocketException cut) {
            early = true;
        }
        reader.join();
        return early;
    }

    private static Verdict judge(ProtocolCase protocolCase, Conversation conversation, boolean early) {
        if (protocolCase.end() == End.ANY) {
            return Verdict.INFORMATIONAL;
        }
        int sentCode = protocolCase.end() == End.ANSWERED ? codeOf(protocolCase) : 0;
        assertThat(protocolCase.codes(sentCode)).contains(conversation.code);
        if (conversation.answers.equals(protocolCase.expected())) {
            boolean wholeMessageWasNeeded = protocolCase.id().startsWith("6.4.") && !early;
            return wholeMessageWasNeeded ? Verdict.NOT_STRICT : Verdict.STRICT;
        }
        assertThat(protocolCase.lenient()).contains(conversation.answers);
        return Verdict.NOT_STRICT;
    }

    /** The code of the close frame that is among what is sent; 1000 without one. */
    private static int codeOf(ProtocolCase protocolCase) {
        for (Bytes bytes : protocolCase.sent()) {
            byte[] frame = bytes.bytes();
            if ((frame[0] & 0x0F) == Opcode.CLOSE && frame.length >= 8) {
                return ((frame[6] ^ frame[2]) & 0xFF) << 8 | (frame[7] ^ frame[3]) & 0xFF;
            }
        }
        return 1_000;
    }

    /** What comes back. One thread at a time. */
    private static final class Conversation {
        private final RawClient client;
        private final List<Answer> answers = new ArrayList<>();
        private int code;
        private boolean over;

        private Conversation(RawClient client) {
            this.client = client;
        }

        private void readAnswers(int count) {
            while (!over && answers.size() < count) {
                read();
            }
        }

        private void readToTheEnd() {
            while (!over) {
                read();
            }
        }

        private void read() {
            try {
                RawClient.Received received = client.receive();
                if (received.opcode() == Opcode.CLOSE) {
                    code = received.payload().length == 0 ? 1_000 : received.closeCode();
                    over = true;
                } else {
                    answers.add(Answer.of(received.opcode(), received.payload()));
                }
            } catch (EOFException | SocketException ended) {
                over = true;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
