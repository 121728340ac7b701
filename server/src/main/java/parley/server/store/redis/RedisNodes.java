package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.server.store.Nodes;
import redis.clients.jedis.Protocol.Command;

/** The nodes: each has a lease of 10 s, kept by {@link #keepLease}, and listens on one channel that all share. */
final class RedisNodes implements Nodes {

    private static final Logger LOG = LoggerFactory.getLogger(RedisNodes.class);
    private static final long LEASE_MS = 10_000;

    /** After a time without a lease others may drop this node's counts until they have seen a new list themselves. */
    private static final int TELL_AGAIN_LISTS = 3;

    private final String id;
    private final Lane lane;
    private final Subscriber subscriber;
    private final MemberCounts members;
    private final NodeView view = new NodeView();
    private int tellAgain;

    RedisNodes(String id, Lane lane, Subscriber subscriber, MemberCounts members) {
        this.id = id;
        this.lane = lane;
        this.subscriber = subscriber;
        this.members = members;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void broadcast(String message) {
        lane.submit(OneRound.quiet(out -> out.add(Command.SPUBLISH, bytes(Keys.NODE_FEED), bytes(message))));
    }

    @Override
    public void listen(Consumer<String> listener) {
        subscriber.subscribe(Keys.NODE_FEED, new Subscriber.Channel() {
            @Override
            public void subscribed() {
                LOG.debug("This node hears the others");
            }

            @Override
            public void message(byte[] message) {
                listener.accept(new String(message, UTF_8));
            }
        });
    }

    /** Returns who lives. */
    NodeView view() {
        return view;
    }

    /** Renews this node's lease and looks who else lives. */
    void keepLease() {
        lane.submit(new OneRound<>(
                out -> out.script(Script.NODES, List.of(Keys.NODES), List.of(bytes(id), bytes(LEASE_MS))),
                RedisNodes::ids,
                List.of(),
                Runnable::run,
                this::leased));
    }

    /** Gives the lease up; the other nodes stop counting this one's members. */
    void leave() {
        lane.submit(OneRound.quiet(out -> out.add(Command.ZREM, Keys.NODES, bytes(id))));
    }

    private static List<String> ids(List<Object> replies) {
        List<?> answer = (List<?>) replies.get(0);
        List<String> ids = new ArrayList<>();
        ids.add(answer.get(0).equals(1L) ? "new" : "old");
        answer.subList(1, answer.size()).forEach(node -> ids.add(new String((byte[]) node, UTF_8)));
        return ids;
    }

    private void leased(List<String> answer) {
        if (answer.isEmpty()) {
            return;
        }
        if (answer.get(0).equals("new")) {
            tellAgain = TELL_AGAIN_LISTS;
        }
        if (tellAgain > 0) {
            tellAgain--;
            members.reset();
        }
        view.living(answer.subList(1, answer.size()));
    }
}
