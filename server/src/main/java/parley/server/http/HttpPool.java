package parley.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hc.core5.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.server.websocket.HttpHandoff;

/**
 * Serves short answers on a few threads, one exchange per hand-off. Connections that wait are the loop's, so as many
 * clients as there are may keep theirs open. An exchange has a total deadline, from the hand-off to the last byte: after
 * it a watchdog closes the channel, because neither a write nor a trickle of single bytes ends by a socket's timeout.
 */
public final class HttpPool implements HttpHandoff, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpPool.class);
    private static final byte[] BUSY = String.join(
                    "\r\n",
                    "HTTP/1.1 503 Service Unavailable",
                    "Retry-After: 1",
                    "Connection: close",
                    "Content-Length: 0",
                    "",
                    "")
            .getBytes(US_ASCII);

    /**
     * How much of it there is.
     *
     * @param threads exchanges at a time
     * @param queue exchanges that may wait for a thread; more are answered with 503
     * @param deadlineMs the longest an exchange may take
     */
    public record Limits(int threads, int queue, long deadlineMs) {
        /** 8 threads, 1,024 waiting, 10 s. */
        public static final Limits DEFAULT = new Limits(8, 1_024, 10_000);
    }

    private final OneRequestService service;
    private final long deadlineMs;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor watchdog;
    private final LongAdder refused = new LongAdder();

    HttpPool(Router router, Limits limits) {
        this.service = new OneRequestService(router);
        this.deadlineMs = limits.deadlineMs();
        this.threads = new ThreadPoolExecutor(
                limits.threads(),
                limits.threads(),
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.queue()),
                named("http-"));
        this.threads.allowCoreThreadTimeOut(true);
        this.watchdog = new ScheduledThreadPoolExecutor(1, named("http-watchdog-"));
        this.watchdog.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void take(SocketChannel channel, byte[] alreadyRead, Return giveBack) {
        Exchange exchange = new Exchange(channel, HeadAndRest.in(alreadyRead), giveBack);
        ScheduledFuture<?> deadline = null;
        try {
            deadline = watchdog.schedule(() -> expire(channel), deadlineMs, TimeUnit.MILLISECONDS);
            ScheduledFuture<?> started = deadline;
            threads.execute(() -> serve(exchange, started));
        } catch (RejectedExecutionException fullOrStopped) {
            if (deadline != null) {
                deadline.cancel(false);
            }
            refused.increment();
            refuse(channel);
        }
    }

    /** How many have been answered with 503 because too many were waiting. Any thread. */
    public long refused() {
        return refused.sum();
    }

    private void serve(Exchange exchange, ScheduledFuture<?> deadline) {
        boolean again = false;
        try {
            again = exchange.run(service);
        } catch (IOException | HttpException gone) {
            log.debug("An exchange ended early", gone);
        } catch (RuntimeException | Error defect) {
            log.error("An exchange failed", defect);
        }
        // Not cancelled means that the watchdog has closed it, or is about to.
        if (deadline.cancel(false) && again) {
            exchange.giveBack();
        } else {
            close(exchange.channel());
        }
    }

    private static void expire(SocketChannel channel) {
        log.debug("An exchange took too long");
        close(channel);
    }

    /** On the loop's thread, so without waiting: the response fits into an empty socket buffer, or is lost. */
    private static void refuse(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            channel.write(ByteBuffer.wrap(BUSY));
        } catch (IOException gone) {
            log.debug("A refused client was gone", gone);
        }
        close(channel);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException failure) {
            log.debug("A channel did not close", failure);
        }
    }

    /** Takes no more exchanges, and gives those that run a second to end. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        watchdog.shutdownNow();
    }
}
