package parley.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static parley.server.limit.LimitRig.ELSEWHERE;
import static parley.server.limit.LimitRig.HERE;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import parley.server.websocket.RawClient;

/** The limits of connections, requests and frames, each at its end and one past it. */
final class EdgeLimits {
    private EdgeLimits() {}

    static void connectionsPerAddress(LimitRig rig) throws Exception {
        List<Stranger> three = List.of(rig.guest(HERE), rig.guest(HERE), rig.guest(HERE));
        rig.nobodyWantedMore();

        rig.connected(HERE).isClosed(4505);
        rig.guest(ELSEWHERE).joins("lobby");
        for (Stranger one : three) {
            one.joins("lobby");
        }
        rig.wasReached(1);
    }

    static void waitingPerAddress(LimitRig rig) throws Exception {
        List<Stranger> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(rig.stranger(HERE));
        }
        rig.nobodyWantedMore();

        // Two loops take them in, so that any of the four may be the one too many.
        waiting.add(rig.stranger(HERE));
        rig.wasReached(1);
        assertThat(rig.stranger(ELSEWHERE).get("/health")).startsWith("HTTP/1.1 200 ");
        assertThat(waiting.stream().filter(EdgeLimits::isServed)).hasSize(3);
        rig.wasReached(1);
    }

    private static boolean isServed(Stranger stranger) {
        try {
            return stranger.get("/health").startsWith("HTTP/1.1 200 ");
        } catch (EOFException | SocketException closed) {
            return false;
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    static void handshakesPerAddress(LimitRig rig) throws Exception {
        for (int i = 0; i < 3; i++) {
            rig.connected(HERE).close();
        }
        rig.nobodyWantedMore();

        assertThat(rig.stranger(HERE).upgrades()).startsWith("HTTP/1.1 429 ").containsPattern("Retry-After: [1-9]");
        assertThat(rig.stranger(HERE).get("/health")).startsWith("HTTP/1.1 200 ");
        rig.guest(ELSEWHERE);
        rig.wasReached(1);
    }

    static void requestsPerAddress(LimitRig rig) throws Exception {
        Stranger one = rig.stranger(HERE);
        assertThat(one.get("/health")).startsWith("HTTP/1.1 200 ");
        assertThat(one.get("/health")).startsWith("HTTP/1.1 200 ");
        Stranger two = rig.stranger(HERE);
        assertThat(two.get("/health")).startsWith("HTTP/1.1 200 ");
        rig.nobodyWantedMore();

        assertThat(two.get("/health")).startsWith("HTTP/1.1 429 ").containsPattern("Retry-After: [1-9]");
        assertThat(rig.stranger(ELSEWHERE).get("/health")).startsWith("HTTP/1.1 200 ");
        rig.guest(HERE);
        rig.wasReached(1);
    }

    static void headBytes(LimitRig rig) throws Exception {
        Stranger one = rig.stranger(HERE);
        assertThat(one.http(requestOf(512))).startsWith("HTTP/1.1 200 ");
        rig.nobodyWantedMore();

        assertThat(one.http(requestOf(513))).startsWith("HTTP/1.1 431 ");
        rig.wasReached(1);
    }

    private static String requestOf(int bytes) {
        int others = Stranger.request("/health", "X-Long: ").length();
        String request = Stranger.request("/health", "X-Long: " + "x".repeat(bytes - others));
        assertThat(request).hasSize(bytes);
        return request;
    }

    /** How many a burst leaves waiting is a matter of luck, so there are bursts until one was too many. */
    static void waitingRequests(LimitRig rig) throws Exception {
        assertThat(answersAtOnce(rig, 8)).hasSize(8).allMatch(answer -> answer.startsWith("HTTP/1.1 200 "));
        rig.nobodyWantedMore();

        List<String> refused = new ArrayList<>();
        await("a burst that is too many").until(() -> {
            for (String answer : answersAtOnce(rig, 100)) {
                if (!answer.startsWith("HTTP/1.1 200 ")) {
                    refused.add(answer);
                }
            }
            return !refused.isEmpty();
        });
        assertThat(refused)
                .allSatisfy(
                        answer -> assertThat(answer).startsWith("HTTP/1.1 503 ").contains("Retry-After: 1"));
        rig.wasReached(refused.size());
    }

    private static List<String> answersAtOnce(LimitRig rig, int count) throws IOException {
        List<RawClient> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(rig.stranger(HERE).wire());
        }
        byte[] request = Stranger.request("/metrics", "Connection: close").getBytes(StandardCharsets.US_ASCII);
        for (RawClient one : all) {
            one.send(request);
        }
        List<String> answers = new ArrayList<>();
        for (RawClient one : all) {
            answers.add(new String(one.readToEnd(), StandardCharsets.UTF_8));
        }
        return answers;
    }

    static void fragments(LimitRig rig) throws Exception {
        Stranger one = rig.guest(HERE);
        one.wire().send(pingIn(4));
        assertThat(one.textFrame()).startsWith("{\"type\":\"pong\"");
        rig.nobodyWantedMore();

        one.wire().send(pingIn(5));
        one.isClosed(1009);
        rig.wasReached(1);
    }

    private static byte[] pingIn(int frames) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        bytes.writeBytes(RawClient.frame(0x01, "{\"type\":"));
        for (int i = 0; i < frames - 2; i++) {
            bytes.writeBytes(RawClient.frame(0x00, ""));
        }
        bytes.writeBytes(RawClient.frame(0x80, "\"ping\"}"));
        return bytes.toByteArray();
    }
}
