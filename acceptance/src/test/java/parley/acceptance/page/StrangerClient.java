package parley.acceptance.page;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A client of a few lines that fills the room with messages: the JDK's WebSocket and docs/protocol.md, nothing of ours. */
final class StrangerClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch joined = new CountDownLatch(1);
    private final Semaphore acknowledged = new Semaphore(0);
    private final WebSocket socket;

    StrangerClient(URI address, String name) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Answers())
                .join();
        send("hello", "version", 1, "username", name);
        send("join", "room", "lobby");
        await(() -> joined.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    StrangerClient says(String text) {
        send(
                "message",
                "room",
                "lobby",
                "message",
                text,
                "ref",
                UUID.randomUUID().toString());
        await(() -> acknowledged.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS));
        return this;
    }

    /** Sends all of them before it waits for the answers. */
    StrangerClient saysAtOnce(Iterable<String> texts) {
        int count = 0;
        for (String text : texts) {
            send(
                    "message",
                    "room",
                    "lobby",
                    "message",
                    text,
                    "ref",
                    UUID.randomUUID().toString());
            count += 1;
        }
        int expected = count;
        await(() -> acknowledged.tryAcquire(expected, PATIENCE_SECONDS, TimeUnit.SECONDS));
        return this;
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    private void send(String type, Object... fields) {
        JsonObject message = new JsonObject();
        message.addProperty("type", type);
        for (int index = 0; index < fields.length; index += 2) {
            String name = (String) fields[index];
            if (fields[index + 1] instanceof Integer number) {
                message.addProperty(name, number);
            } else {
                message.addProperty(name, (String) fields[index + 1]);
            }
        }
        socket.sendText(message.toString(), true).join();
    }

    private interface Waiting {
        boolean done() throws InterruptedException;
    }

    private static void await(Waiting waiting) {
        try {
            if (!waiting.done()) {
                throw new IllegalStateException("The server did not answer in time.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String type = JsonParser.parseString(text.toString())
                        .getAsJsonObject()
                        .get("type")
                        .getAsString();
                text.setLength(0);
                if (type.equals("joined")) {
                    joined.countDown();
                } else if (type.equals("ack")) {
                    acknowledged.release();
                }
            }
            from.request(1);
            return java.util.concurrent.CompletableFuture.completedStage(null);
        }
    }
}
