package parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.model.ClientMessage.Hello;
import parley.model.ClientMessage.Join;
import parley.model.ClientMessage.Ping;
import parley.model.ErrorCode;
import parley.model.ServerCodec;
import parley.model.ServerMessage;

class ConnectionTest extends ClientTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void helloNamesThePersonAndWelcomeMakesItLive() throws Exception {
        ChatClient client = start(alice());
        ScriptedServer.Peer peer = server.accept();
        assertThat(peer.expect(Hello.class)).isEqualTo(new Hello(1, "alice", null, null, "test", List.of(), "hello"));
        assertThat(client.state()).isEqualTo(ConnectionState.CONNECTING);
        peer.send(Said.welcome("u_alice", "alice"));
        heard.state(ConnectionState.LIVE);
        assertThat(heard.next(ServerMessage.Welcome.class).user().id()).isEqualTo("u_alice");
        assertThat(client.state()).isEqualTo(ConnectionState.LIVE);
        assertThat(client.welcome()).isPresent();
    }

    @Test
    void laterHellosCarryTokenAndSessionButNotTheName() throws Exception {
        start(alice());
        server.acceptAndWelcome().close(4000);
        assertThat(server.accept().expect(Hello.class))
                .isEqualTo(new Hello(1, null, "token-of-u_alice", "session-1", "test", List.of(), "hello"));
    }

    @Test
    void nameChosenBesideATokenIsSentOnce() throws Exception {
        start(alice().username("alicia").token("t"));
        ScriptedServer.Peer peer = server.accept();
        assertThat(peer.expect(Hello.class).username()).isEqualTo("alicia");
        peer.send(Said.welcome("u_alice", "alicia"));
        heard.state(ConnectionState.LIVE);
        peer.cut();
        assertThat(server.accept().expect(Hello.class).username()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1008, 1011, 1012, 1013, 4000, 4001, 4002, 4004, 4005, 4499})
    void comesBackAfter(int code) throws Exception {
        start(alice());
        server.acceptAndWelcome().close(code);
        assertThat(heard.state(ConnectionState.WAITING).closeCode()).isEqualTo(code);
        server.acceptAndWelcome();
        heard.state(ConnectionState.LIVE);
    }

    @Test
    void comesBackAfterAnAbnormalEnd() throws Exception {
        start(alice());
        server.acceptAndWelcome().cut();
        assertThat(heard.state(ConnectionState.WAITING).closeCode()).isEqualTo(1006);
        server.acceptAndWelcome();
        heard.state(ConnectionState.LIVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1002, 1003, 1007, 1009, 4500, 4501, 4502, 4503, 4505, 4506, 4999})
    void stopsAfter(int code) throws Exception {
        start(alice());
        server.acceptAndWelcome().close(code);
        assertThat(heard.state(ConnectionState.STOPPED).closeCode()).isEqualTo(code);
        server.expectNoConnection(SHORT);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"NAME_TAKEN", "NAME_INVALID", "UNAUTHORIZED", "UNSUPPORTED_VERSION", "BANNED", "BAD_REQUEST"})
    void refusedHelloNeedsThePerson(ErrorCode code) throws Exception {
        ChatClient client = start(alice());
        ScriptedServer.Peer peer = server.accept();
        peer.expect(Hello.class);
        peer.send(ServerMessage.Failure.of(code, "hello", null));
        ConnectionChange change = heard.state(ConnectionState.STOPPED);
        assertThat(change.code()).isEqualTo(code);
        assertThat(change.sentence()).isEqualTo(code.sentence());
        server.expectNoConnection(SHORT);
        client.retryNow();
        server.acceptAndWelcome();
        heard.state(ConnectionState.LIVE);
    }

    @Test
    void helloRefusedForAMomentIsTriedAgainAfterThat() throws Exception {
        start(alice());
        ScriptedServer.Peer peer = server.accept();
        peer.expect(Hello.class);
        peer.send(new ServerMessage.Failure("hello", "unavailable", "Later.", null, 300, List.of()));
        ConnectionChange change = heard.state(ConnectionState.WAITING);
        assertThat(change.retryInMs()).isEqualTo(300);
        assertThat(change.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        server.acceptAndWelcome();
        heard.state(ConnectionState.LIVE);
    }

    @Test
    void serverThatIsNotThereIsTriedAgainWithGrowingPauses() throws Exception {
        BlockingQueue<Integer> failures = new LinkedBlockingQueue<>();
        URI nobody = server.uri();
        server.close();
        ChatClient client = ChatClient.builder(nobody)
                .username("alice")
                .listener(heard)
                .backoff(count -> {
                    failures.add(count);
                    return 1;
                })
                .build();
        clients.add(client);
        client.connect();
        assertThat(List.of(failures.take(), failures.take(), failures.take())).containsExactly(1, 2, 3);
        assertThat(heard.state(ConnectionState.WAITING).sentence())
                .startsWith("The server at " + nobody.getAuthority() + " cannot be reached");
    }

    @Test
    void tryNowEndsThePause() throws Exception {
        ChatClient client = start(alice().backoff(failures -> 3_600_000));
        server.acceptAndWelcome().cut();
        assertThat(heard.state(ConnectionState.WAITING).retryInMs()).isEqualTo(3_600_000);
        client.retryNow();
        server.acceptAndWelcome();
        heard.state(ConnectionState.LIVE);
    }

    @Test
    void goAwayMovesTheClientWithinTheTimeAndWithoutBackoff() throws Exception {
        start(alice().backoff(failures -> 3_600_000));
        ScriptedServer.Peer peer = server.acceptAndWelcome();
        heard.state(ConnectionState.LIVE);
        peer.send(new ServerMessage.GoAway(50, "stopping"));
        assertThat(server.accept().expect(Hello.class).session()).isEqualTo("session-1");
        assertThat(peer.expectClose()).isEqualTo(1001);
    }

    @Test
    void silenceIsAnsweredWithAPingAndThenWithANewConnection() throws Exception {
        start(alice().timing(new Timing(200, 200, 10_000, 60_000)));
        ScriptedServer.Peer peer = server.acceptAndWelcome();
        peer.expect(Ping.class);
        peer.send(new ServerMessage.Pong(null));
        peer.expect(Ping.class);
        assertThat(heard.state(ConnectionState.WAITING).sentence()).contains("No sign of life");
        server.acceptAndWelcome();
        heard.state(ConnectionState.LIVE);
    }

    @Test
    void requestThatIsNeverAnsweredEndsTheConnection() throws Exception {
        ChatClient client = start(alice().timing(new Timing(200, 500, 10_000, 300)));
        ScriptedServer.Peer peer = server.acceptAndWelcome();
        client.join("lobby");
        peer.expect(Join.class);
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            if (peer.isOpen()) {
                peer.send(new ServerMessage.Heartbeat(List.of()));
            }
            return client.state() != ConnectionState.LIVE;
        });
        assertThat(heard.state(ConnectionState.WAITING).sentence()).contains("without an answer");
    }

    @Test
    void serverThatNeverAnswersTheHelloIsLeft() throws Exception {
        start(alice().timing(new Timing(30_000, 10_000, 200, 60_000)));
        server.accept().expect(Hello.class);
        assertThat(heard.state(ConnectionState.WAITING).sentence()).contains("does not answer");
        server.acceptAndWelcome();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 503 Service Unavailable, WAITING",
        "HTTP/1.1 429 Too Many Requests, WAITING",
        "HTTP/1.1 502 Bad Gateway, WAITING",
        "HTTP/1.1 403 Forbidden, STOPPED",
        "HTTP/1.1 404 Not Found, STOPPED",
        "HTTP/1.1 421 Misdirected Request, STOPPED"
    })
    void refusedHandshake(String statusLine, ConnectionState state) throws Exception {
        try (HttpRefusal http = new HttpRefusal(statusLine)) {
            ChatClient client = ChatClient.builder(http.uri())
                    .username("alice")
                    .backoff(failures -> 3_600_000)
                    .listener(heard)
                    .build();
            clients.add(client);
            client.connect();
            ConnectionChange change = heard.next(ConnectionChange.class, c -> c.state() != ConnectionState.CONNECTING);
            assertThat(change.state()).isEqualTo(state);
            assertThat(change.sentence()).contains(statusLine.substring(9, 12));
            boolean passes = statusLine.matches(".* (429|5..) .*");
            assertThat(change.problem())
                    .isEqualTo(passes ? ConnectionProblem.UNAVAILABLE : ConnectionProblem.NOT_PARLEY);
        }
    }

    @Test
    void welcomeOfAnotherVersionStops() throws Exception {
        start(alice());
        ScriptedServer.Peer peer = server.accept();
        peer.expect(Hello.class);
        peer.raw("{\"type\":\"welcome\",\"ref\":\"hello\",\"version\":2"
                + ServerCodec.encode(Said.welcome("u_alice", "alice")).replaceFirst("^.*?\"version\":1", ""));
        assertThat(heard.state(ConnectionState.STOPPED).closeCode()).isEqualTo(4506);
    }

    @Test
    void otherKindsOfFailureAreToldApart() throws Exception {
        assertThat(problem(URI.create("ws://nowhere.invalid/ws"))).isEqualTo(ConnectionProblem.UNKNOWN_HOST);
        assertThat(problem(URI.create("ws://127.0.0.1:1/ws"))).isEqualTo(ConnectionProblem.REFUSED);
        assertThat(problemOfWhatSays("ws", "SSH-2.0-OpenSSH\r\n")).isEqualTo(ConnectionProblem.NOT_PARLEY);
        assertThat(problemOfWhatSays("wss", "HTTP/1.1 400 Bad Request\r\n\r\n"))
                .isEqualTo(ConnectionProblem.NOT_SECURE);
    }

    private ConnectionProblem problemOfWhatSays(String scheme, String words) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> {
                try (Socket socket = listening.accept()) {
                    socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
                    socket.shutdownOutput();
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            answers.setDaemon(true);
            answers.start();
            return problem(local(scheme, listening));
        }
    }

    private static URI local(String scheme, ServerSocket socket) {
        return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort() + "/ws");
    }

    private ConnectionProblem problem(URI address) throws Exception {
        ChatClient client = ChatClient.builder(address)
                .username("alice")
                .backoff(failures -> 3_600_000)
                .listener(heard)
                .build();
        clients.add(client);
        client.connect();
        return heard.state(ConnectionState.WAITING).problem();
    }

    @Test
    void whatIsNotTheProtocolIsPassedOver() throws Exception {
        start(alice());
        ScriptedServer.Peer peer = server.acceptAndWelcome();
        peer.raw("not json");
        peer.raw("{\"type\":\"presence\",\"room\":\"lobby\"}");
        peer.raw("{\"type\":\"error\",\"code\":\"of_a_later_version\",\"message\":\"?\"}");
        peer.send(new ServerMessage.GoAway(1, "still listening"));
        server.acceptAndWelcome();
    }

    @Test
    void closedClientSaysGoodbyeAndDoesNotComeBack() throws Exception {
        ChatClient client = start(alice());
        ScriptedServer.Peer peer = server.acceptAndWelcome();
        heard.state(ConnectionState.LIVE);
        client.close();
        assertThat(peer.expectClose()).isEqualTo(1000);
        heard.state(ConnectionState.STOPPED);
        server.expectNoConnection(SHORT);
        assertThatThrownBy(client::connect).isInstanceOf(IllegalStateException.class);
        client.close();
    }

    @Test
    void clientWithoutNameAndTokenCannotBeBuilt() {
        assertThatThrownBy(() -> ChatClient.builder(server.uri()).build()).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000/ws", "localhost:3000", "ws:localhost", "ws:///ws", "/ws"})
    void addressThatIsNoWebSocketIsRefusedWithASentence(String address) {
        assertThatThrownBy(() -> ChatClient.builder(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ws://HOST:PORT/ws");
    }

    @Test
    void listenerThatFailsDoesNotStopTheClient() throws Exception {
        start(alice().listener(new ChatListener() {
            @Override
            public void stateChanged(ConnectionChange change) {
                heard.stateChanged(change);
                throw new IllegalStateException("a bug of the application");
            }
        }));
        server.acceptAndWelcome().cut();
        server.acceptAndWelcome();
        heard.state(ConnectionState.WAITING);
        heard.state(ConnectionState.LIVE);
    }
}
