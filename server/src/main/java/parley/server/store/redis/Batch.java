package parley.server.store.redis;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisDataException;

/** Some exchanges whose commands go out as one pipeline. Thread of one {@link Lane}. */
final class Batch {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
    private static final int MAX_EXCHANGES = 256;
    private static final int MAX_COMMANDS = 1_024;

    private final Handover handover;
    private final Commands commands = new Commands();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final List<Exchange> again = new ArrayList<>();
    private boolean reconnect;

    /** Takes exchanges off the queue, in order, and lets them write their commands. */
    Batch(Deque<Exchange> pending, Handover handover) {
        this.handover = handover;
        while (commands.size() < MAX_COMMANDS && exchanges.size() < MAX_EXCHANGES) {
            Exchange exchange = pending.poll();
            if (exchange == null) {
                return;
            }
            add(exchange);
        }
    }

    private void add(Exchange exchange) {
        int before = commands.size();
        try {
            exchange.write(commands);
            exchanges.add(exchange);
            ends.add(commands.size());
        } catch (RuntimeException e) {
            LOG.error("A request to the store could not be written", e);
            commands.truncate(before);
            handover.add(exchange.replyTo(), exchange.unavailable());
        }
    }

    Commands commands() {
        return commands;
    }

    /** Returns the exchanges in order, to be queued again when the outcome is unknown. */
    List<Exchange> exchanges() {
        return exchanges;
    }

    /** Returns how long it is until the first deadline, milliseconds; negative when it is over. */
    long leftMs() {
        long leftNanos = Long.MAX_VALUE;
        long now = System.nanoTime();
        for (Exchange exchange : exchanges) {
            leftNanos = Math.min(leftNanos, exchange.deadlineNanos() - now);
        }
        return TimeUnit.NANOSECONDS.toMillis(leftNanos);
    }

    /** Gives each exchange its replies, and gathers what is to be handed over. */
    void finish(List<Object> replies) {
        int from = 0;
        for (int i = 0; i < exchanges.size(); i++) {
            finish(exchanges.get(i), replies.subList(from, ends.get(i)));
            from = ends.get(i);
        }
    }

    /** Returns the exchanges that need another round, in order. */
    List<Exchange> again() {
        return again;
    }

    /** Returns whether another round needs a new connection. */
    boolean reconnect() {
        return reconnect;
    }

    private void finish(Exchange exchange, List<Object> replies) {
        Runnable reply;
        try {
            reply = answer(exchange, replies);
        } catch (RuntimeException e) {
            LOG.error("A reply of the store could not be read", e);
            reply = exchange.unavailable();
        }
        if (reply == null) {
            again.add(exchange);
        } else {
            handover.add(exchange.replyTo(), reply);
        }
    }

    private @Nullable Runnable answer(Exchange exchange, List<Object> replies) {
        if (!exchange.takesErrors()) {
            for (Object reply : replies) {
                if (reply instanceof JedisDataException error) {
                    return answerError(exchange, error);
                }
            }
        }
        return exchange.read(replies);
    }

    private @Nullable Runnable answerError(Exchange exchange, JedisDataException error) {
        return switch (ErrorReply.of(error)) {
            case AGAIN -> {
                // A new connection loads the scripts, finds out whether Redis is loading, and finds the master.
                LOG.debug("Redis wants a request again on a new connection", error);
                reconnect = true;
                yield null;
            }
            case FULL -> exchange.full();
            case FINAL -> {
                LOG.error("Redis refused a request: {}", error.getMessage());
                yield exchange.unavailable();
            }
        };
    }
}
