package parley.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.ProtocolException;
import parley.model.ServerCodec;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.Welcome;
import parley.server.websocket.RawClient;

/** Somebody with an address of their own, who asks one thing after the other. */
final class Stranger implements AutoCloseable {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    private final RawClient client;

    Stranger(InetSocketAddress server, String from) throws IOException {
        client = new RawClient(server, from);
    }

    RawClient wire() {
        return client;
    }

    /** The first line of the answer to this request. */
    String http(String request) throws IOException {
        client.send(request.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        return client.readAnswer();
    }

    /** The answer to a request for a page. */
    String get(String path, String... headers) throws IOException {
        return http(request(path, headers));
    }

    static String request(String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    /** The answer to a WebSocket's handshake. */
    String upgrades(String... headers) throws IOException {
        String head = client.request(RawClient.upgrade("localhost", headers));
        if (!head.startsWith("HTTP/1.1 101 ")) {
            client.readToEnd();
        }
        return head;
    }

    /** Opens the WebSocket. */
    Stranger connects(String... headers) throws IOException {
        assertThat(upgrades(headers)).startsWith("HTTP/1.1 101 ");
        return this;
    }

    /** A new person, or the one of a token. */
    Welcome hello(@Nullable String name, @Nullable String token) throws IOException {
        return asks(helloOf(name, token), Welcome.class);
    }

    static ClientMessage.Hello helloOf(@Nullable String name, @Nullable String token) {
        return new ClientMessage.Hello(1, name, token, null, null, List.of(), ref());
    }

    static String ref() {
        return UUID.randomUUID().toString();
    }

    /** What the answer is. */
    <T extends ServerMessage> T asks(ClientMessage request, Class<T> answer) throws IOException {
        ServerMessage message = asks(request);
        assertThat(message).isInstanceOf(answer);
        return answer.cast(message);
    }

    /** The answer is that this is too much now. */
    void isRateLimited(ClientMessage request) throws IOException {
        Failure refusal = asks(request, Failure.class);
        assertThat(refusal.code()).isEqualTo("rate_limited");
        assertThat(refusal.retryAfter()).isPositive();
    }

    ServerMessage asks(ClientMessage request) throws IOException {
        client.text(ClientCodec.encode(request));
        return answer(Objects.requireNonNull(request.ref()));
    }

    /** The answer to a request; events and what else comes before it are passed over. */
    ServerMessage answer(String ref) throws IOException {
        while (true) {
            String text = textFrame();
            if (text.contains("\"ref\":\"" + ref + "\"") && !text.startsWith("{\"type\":\"message\"")) {
                try {
                    return ServerCodec.decode(text);
                } catch (ProtocolException wrong) {
                    throw new AssertionError(text, wrong);
                }
            }
        }
    }

    /** The next text that comes. */
    String textFrame() throws IOException {
        while (true) {
            RawClient.Received frame = client.receive();
            assertThat(frame.opcode())
                    .as("the server closed with " + frame.closeCode())
                    .isNotEqualTo(CLOSE);
            if (frame.opcode() == TEXT) {
                return frame.text();
            }
        }
    }

    /** The server closes with this code; what comes before that is passed over. */
    void isClosed(int code) throws IOException {
        RawClient.Received frame = client.receive();
        while (frame.opcode() != CLOSE) {
            frame = client.receive();
        }
        assertThat(frame.closeCode()).isEqualTo(code);
    }

    /** Opens a room. */
    Stranger joins(String room) throws IOException {
        asks(join(room), ServerMessage.Joined.class);
        return this;
    }

    static ClientMessage.Join join(String room) {
        return new ClientMessage.Join(room, null, 1, ref());
    }

    /** Writes a message that is taken. */
    void writes(String room, String text) throws IOException {
        asks(send(room, text), ServerMessage.Ack.class);
    }

    static ClientMessage.Send send(String room, String text) {
        return new ClientMessage.Send(room, text, ref());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
