package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection that subscribes to sharded channels, with two threads: one writes (subscriptions, and a ping every 2 s),
 * one reads and calls the channels. When the connection breaks, or is silent for 6 s in spite of the pings, both go on
 * with a new one, on which everything is subscribed again.
 */
final class Subscriber {

    /** Who listens on a channel. Called by the reading thread. */
    interface Channel {
        void subscribed();

        void message(byte[] message);
    }

    private record Order(Command command, String channel) {}

    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
    private static final Order WAKE = new Order(Command.PING, "");
    private static final int PING_EVERY_MS = 2_000;
    private static final int SILENCE_MS = 6_000;
    private static final int FIRST_BACKOFF_MS = 25;
    private static final int LAST_BACKOFF_MS = 1_000;

    private final Connector connector;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::run, "store-feed-write");
    private volatile @Nullable RedisConnection current;
    private volatile boolean closed;

    Subscriber(Connector connector) {
        this.connector = connector;
        writer.setDaemon(true);
    }

    void start() {
        writer.start();
    }

    /** Subscribes, or replaces the listener. May be called by any thread. */
    void subscribe(String channel, Channel listener) {
        channels.put(channel, listener);
        orders.add(new Order(Command.SSUBSCRIBE, channel));
    }

    /** Ends a subscription. May be called by any thread. */
    void unsubscribe(String channel) {
        if (channels.remove(channel) != null) {
            orders.add(new Order(Command.SUNSUBSCRIBE, channel));
        }
    }

    /** Returns whether there is a connection that has not been found dead. */
    boolean connected() {
        RedisConnection open = current;
        return open != null && !open.isBroken();
    }

    /** Stops both threads; waits for them, some seconds at most. */
    void close() {
        closed = true;
        writer.interrupt();
        RedisConnection open = current;
        if (open != null) {
            Connector.closeQuietly(open);
        }
        try {
            writer.join(SILENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int backoffMs = FIRST_BACKOFF_MS;
        try {
            while (!closed) {
                if (serve()) {
                    backoffMs = FIRST_BACKOFF_MS;
                } else {
                    backoffMs = Math.min(backoffMs * 2, LAST_BACKOFF_MS);
                }
                if (!closed) {
                    TimeUnit.MILLISECONDS.sleep(
                            backoffMs / 2 + ThreadLocalRandom.current().nextInt(backoffMs / 2));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens a connection and uses it until it breaks. Returns whether there was one. */
    private boolean serve() throws InterruptedException {
        RedisConnection connection;
        try {
            connection = connector.open("feed", SILENCE_MS);
        } catch (StoreException e) {
            LOG.debug("The feed waits for Redis", e);
            return false;
        }
        current = connection;
        Thread reader = new Thread(() -> read(connection), "store-feed-read");
        reader.setDaemon(true);
        try {
            reader.start();
            orders.clear();
            subscribeAll(connection);
            while (!closed && !connection.isBroken()) {
                write(connection, orders.poll(PING_EVERY_MS, TimeUnit.MILLISECONDS));
            }
        } catch (JedisException e) {
            LOG.debug("The feed could not write", e);
        } finally {
            Connector.closeQuietly(connection);
            reader.join();
        }
        return true;
    }

    private void subscribeAll(RedisConnection connection) {
        for (String channel : channels.keySet()) {
            connection.sendCommand(Command.SSUBSCRIBE, bytes(channel));
        }
        connection.sendCommand(Command.PING);
        connection.flush();
    }

    private void write(RedisConnection connection, @Nullable Order first) {
        if (first == null) {
            connection.sendCommand(Command.PING);
        }
        for (Order order = first; order != null; order = orders.poll()) {
            if (order.equals(WAKE)) {
                connection.sendCommand(Command.PING);
            } else {
                connection.sendCommand(order.command(), bytes(order.channel()));
            }
        }
        connection.flush();
    }

    private void read(RedisConnection connection) {
        try {
            while (!closed) {
                if (next(connection) instanceof List<?> push && push.size() == 3) {
                    dispatch(push);
                }
            }
        } catch (JedisException e) {
            if (!closed) {
                LOG.warn("The feed lost its connection to Redis and subscribes anew: {}", e.getMessage());
            }
        } finally {
            connection.setBroken();
            orders.add(WAKE);
        }
    }

    private static @Nullable Object next(RedisConnection connection) {
        try {
            return connection.getUnflushedObject();
        } catch (JedisDataException e) {
            if (ErrorReply.of(e) == ErrorReply.FULL) {
                // A ping's answer while the disk is full: as good a sign of life as any.
                return null;
            }
            throw e;
        }
    }

    private void dispatch(List<?> push) {
        String kind = new String((byte[]) push.get(0), UTF_8);
        String name = new String((byte[]) push.get(1), UTF_8);
        Channel channel = channels.get(name);
        if (channel == null) {
            return;
        }
        try {
            switch (kind) {
                case "smessage" -> channel.message((byte[]) push.get(2));
                case "ssubscribe" -> channel.subscribed();
                // Still wanted: it was subscribed again meanwhile, or the slot has moved to another server.
                case "sunsubscribe" -> orders.add(new Order(Command.SSUBSCRIBE, name));
                default -> LOG.debug("Ignored a push of kind {}", kind);
            }
        } catch (RuntimeException e) {
            LOG.error("A listener of channel {} failed", name, e);
        }
    }
}
