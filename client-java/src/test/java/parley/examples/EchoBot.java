package parley.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import parley.client.ChatClient;
import parley.client.ChatListener;
import parley.client.ConnectionChange;
import parley.client.FileOutbox;
import parley.model.Event;

/**
 * How do I write a bot? This one says again what others say in the lobby. Arguments: {@code ws://localhost:3000/ws EchoBot}.
 */
public final class EchoBot implements ChatListener {
    private final ChatClient client;

    private EchoBot(URI server, String name) throws IOException {
        client = ChatClient.builder(server)
                .username(name)
                .outbox(FileOutbox.open(Path.of("echo-bot.outbox")))
                .listener(this)
                .build();
    }

    /** Runs until it is killed; what it had to say then is said at the next start. */
    public static void main(String[] arguments) throws IOException {
        EchoBot bot = new EchoBot(URI.create(arguments[0]), arguments[1]);
        bot.client.connect();
        bot.client.join("lobby");
    }

    @Override
    public void stateChanged(ConnectionChange change) {
        System.out.println(change.state() + " " + change.sentence());
    }

    @Override
    public void eventReceived(String room, Event event) {
        if (event instanceof Event.Message message && !message.deleted() && !isMine(message)) {
            client.send(room, message.username() + " said: " + message.message());
        }
    }

    private boolean isMine(Event.Message message) {
        return client.welcome().orElseThrow().user().id().equals(message.user());
    }
}
