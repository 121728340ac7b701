package parley.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.websocket.HttpService;

/**
 * Makes short answers on a few threads. These never touch a connection: the loops have read the request, and write the
 * response as fast as its reader takes it, so that thousands of slow readers keep nobody from being answered.
 */
public final class HttpPool implements HttpService, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpPool.class);
    private static final int THREADS = 4;
    private static final byte[] NOTHING = {};
    private static final byte[] BUSY = String.join(
                    "\r\n",
                    "HTTP/1.1 503 Service Unavailable",
                    "Retry-After: 1",
                    "Connection: close",
                    "Content-Length: 0",
                    "",
                    "")
            .getBytes(US_ASCII);

    private final OneRequestService service;
    private final Limits limits;
    private final ThreadPoolExecutor threads;

    HttpPool(Router router, Limits limits) {
        this.service = new OneRequestService(router);
        this.limits = limits;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.amount(Bound.WAITING_REQUESTS)),
                named("http-"));
        this.threads.allowCoreThreadTimeOut(true);
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
    public void answer(byte[] read, InetSocketAddress peer, Reply reply) {
        Exchange exchange = new Exchange(HeadAndRest.in(read), peer);
        try {
            threads.execute(() -> reply.with(run(exchange)));
        } catch (RejectedExecutionException fullOrStopped) {
            limits.reached(Bound.WAITING_REQUESTS);
            reply.with(new Response(List.of(ByteBuffer.wrap(BUSY)), NOTHING, false));
        }
    }

    private Response run(Exchange exchange) {
        try {
            return exchange.run(service);
        } catch (IOException | HttpException unanswerable) {
            log.debug("An exchange ended early", unanswerable);
        } catch (RuntimeException | Error defect) {
            log.error("An exchange failed", defect);
        }
        return new Response(List.of(), NOTHING, false);
    }

    /** Takes no more requests, and gives those that are being answered a second. */
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
    }
}
