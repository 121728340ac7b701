package parley.server.chat;

import java.util.ArrayList;
import java.util.List;
import parley.model.CloseCode;
import parley.model.ServerMessage;

/**
 * The chat of one node, spread over its loops. Open it once, give every new connection a session, and say good-bye before
 * the loops stop.
 */
public final class Chat {
    private final ChatSettings settings;
    private final Stores stores;
    private final Transport transport;
    private final ChatCounters counters = new ChatCounters();
    private final List<Shard> shards;

    /**
     * Puts the chat on its loops; {@link #start} lets it work.
     *
     * @param loops in the order of their index, at least one
     * @param transport carries messages to clients
     */
    public Chat(ChatSettings settings, Stores stores, List<? extends ChatLoop> loops, Transport transport) {
        this.settings = settings;
        this.stores = stores;
        this.transport = transport;
        List<Shard> list = new ArrayList<>();
        for (ChatLoop loop : loops) {
            list.add(new Shard(this, loop));
        }
        this.shards = List.copyOf(list);
    }

    /** Starts the regular work. Any thread but a loop's, once. */
    public void start() {
        // Reads the Unicode tables now: it takes a third of a second, and at first use that would be a loop's.
        Usernames.keys("warm-up");
        stores.nodes().listen(text -> {
            NodeMail.News news = NodeMail.read(text);
            if (news != null) {
                Shard home = homeOf(news.user());
                home.loop().execute(() -> home.people().take(news));
            }
        });
        stores.rules().listen(rules -> {
            Bans bans = new Bans(rules.bans());
            shards.forEach(shard -> shard.loop().execute(() -> shard.take(bans, rules.roomsOpen())));
        });
        shards.forEach(shard -> shard.loop().execute(shard::start));
    }

    /**
     * A new connection. On its loop's thread.
     *
     * @param loopIndex which loop that is
     * @param out the way back to the client
     */
    public Session open(int loopIndex, Outbound out) {
        return new Session(shards.get(loopIndex), out);
    }

    /** Tells everybody that this node stops within so many milliseconds. Any thread. */
    public void sayGoAway(int inMs) {
        byte[] text = EventJson.utf8(new ServerMessage.GoAway(inMs, "This server is about to stop."));
        Packet packet = transport.frame(text);
        shards.forEach(shard -> shard.loop().execute(() -> shard.deliverToAll(packet)));
    }

    /** Closes every connection with the request to come back. Any thread. */
    public void closeAll() {
        shards.forEach(shard -> shard.loop().execute(() -> shard.closeSessions(CloseCode.RESTARTING)));
    }

    /** What has been done so far. Any thread. */
    public ChatCounters counters() {
        return counters;
    }

    ChatSettings settings() {
        return settings;
    }

    Stores stores() {
        return stores;
    }

    Transport transport() {
        return transport;
    }

    int shardCount() {
        return shards.size();
    }

    Shard shard(int index) {
        return shards.get(index);
    }

    Shard homeOf(String id) {
        return shards.get(Math.floorMod(id.hashCode(), shards.size()));
    }
}
