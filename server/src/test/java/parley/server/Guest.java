package parley.server;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody who speaks the protocol to a server, message by message, as JSON. */
final class Guest implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_S = 20;

    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    private final List<String> types = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private volatile int closeCode;

    private Guest(URI address) {
        socket = HTTP.newWebSocketBuilder().buildAsync(address, new Ear()).join();
    }

    static Guest of(ParleyServer server) {
        return new Guest(URI.create("ws://127.0.0.1:" + server.port() + "/ws"));
    }

    void say(String json) {
        socket.sendText(json, true).join();
    }

    JsonObject hello(String username) throws InterruptedException {
        say("{\"type\":\"hello\",\"version\":1,\"username\":\"" + username + "\"}");
        return next("welcome");
    }

    JsonObject helloWithToken(String token) throws InterruptedException {
        say("{\"type\":\"hello\",\"version\":1,\"token\":\"" + token + "\"}");
        return next("welcome");
    }

    JsonObject join(String room) throws InterruptedException {
        say("{\"type\":\"join\",\"room\":\"" + room + "\"}");
        return next("joined");
    }

    void message(String room, String text) {
        say("{\"type\":\"message\",\"room\":\"" + room + "\",\"message\":\"" + text + "\",\"ref\":\""
                + UUID.randomUUID() + "\"}");
    }

    /** The next message of this type; others before it are passed over. */
    JsonObject next(String type) throws InterruptedException {
        return nextOf(type, type);
    }

    JsonObject nextOf(String type, String orType) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() < end) {
            JsonObject message = heard.poll(100, TimeUnit.MILLISECONDS);
            if (message != null) {
                String found = message.get("type").getAsString();
                if (found.equals(type) || found.equals(orType)) {
                    return message;
                }
            }
        }
        throw new AssertionError("no " + type + " or " + orType + ", closed with " + closeCode);
    }

    /** How many of a type have come. */
    long count(String type) {
        return types.stream().filter(type::equals).count();
    }

    /** 0 while it is open. */
    int closeCode() {
        return closeCode;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
                text.setLength(0);
                types.add(message.get("type").getAsString());
                heard.add(message);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode = code;
            return null;
        }
    }
}
