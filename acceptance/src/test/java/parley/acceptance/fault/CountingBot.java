package parley.acceptance.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import parley.client.ChatClient;
import parley.client.ChatListener;
import parley.client.FileOutbox;
import parley.client.Outgoing;

/**
 * An application over the SDK that sends {@code from}, {@code from + 1} … to a room and prints each number once it is in the
 * outbox, until it is killed. Arguments: server, token, outbox, room, from.
 */
final class CountingBot implements ChatListener {
    private static final int AHEAD = 20;

    private final String room;
    private ChatClient client;
    private int next;
    private int saving;

    private CountingBot(String room, int from) {
        this.room = room;
        this.next = from;
    }

    public static void main(String[] arguments) throws IOException {
        CountingBot bot = new CountingBot(arguments[3], Integer.parseInt(arguments[4]));
        bot.client = ChatClient.builder(URI.create(arguments[0]))
                .token(arguments[1])
                .outbox(FileOutbox.open(Path.of(arguments[2])))
                .listener(bot)
                .build();
        bot.client.connect();
        bot.client.join(bot.room);
        bot.sendSome();
    }

    private synchronized void sendSome() {
        for (; saving < AHEAD; saving++) {
            client.send(room, Integer.toString(next++));
        }
    }

    @Override
    public void outgoingChanged(Outgoing item) {
        if (item.state() == Outgoing.State.QUEUED && item.code() == null) {
            System.out.println(item.text());
        } else if (item.state() == Outgoing.State.STORED) {
            synchronized (this) {
                saving--;
            }
            sendSome();
        }
    }
}
