package parley.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import parley.server.chat.ChatCounters;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.loop.EventLoop;
import parley.server.loop.LoopGroup;
import parley.server.store.StoreState;

/** What {@code /metrics} shows. Everything is read when it is asked for; counting costs the loops nothing more. */
final class ServerMetrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** In Prometheus' text format. Any thread. */
    String scrape() {
        return registry.scrape();
    }

    /** Adds the parts of a server. Once. */
    @SuppressWarnings("resource") // The collectors' notifications are wanted as long as the process lives.
    void watch(ChatCounters chat, Limits limits, LoopGroup loops, StoreState store) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        gauge("parley.sessions", "Open sessions, signed in or not", chat.sessions, LongAdder::sum);
        counter("parley.writes", "Writes that the store confirmed", chat.writes);
        counter("parley.deliveries", "Events handed to members' queues", chat.deliveries);
        counter("parley.resumes", "Joins that continued from a position", chat.resumes);
        counter("parley.feed.duplicates", "Events that the feed brought twice", chat.duplicates);
        counter("parley.log.filled", "Events read from the log instead of the feed", chat.filled);
        counter("parley.rate.limited", "Requests refused for their rate", chat.rateLimited);
        counter("parley.bad.requests", "Requests that were not understood", chat.badRequests);
        for (Bound bound : Bound.values()) {
            FunctionCounter.builder("parley.limit.reached", limits.timesReached(bound), LongAdder::sum)
                    .description("How often somebody wanted more than a limit allows")
                    .tag("limit", bound.key())
                    .register(registry);
        }
        for (EventLoop loop : loops.loops()) {
            Gauge.builder("parley.loop.connections", loop, EventLoop::connections)
                    .description("Connections of a loop")
                    .tag("loop", Integer.toString(loop.index()))
                    .register(registry);
        }
        gauge("parley.store.reachable", "1 when the store answers", store, s -> s.reachable() ? 1 : 0);
        gauge("parley.store.durable", "1 when the store keeps what it acknowledged", store, s -> s.durable() ? 1 : 0);
        gauge("parley.store.full", "1 when nothing new is stored", store, s -> s.full() ? 1 : 0);
        gauge("parley.store.memory.used", "Bytes that the store uses", store, StoreState::usedMemoryBytes);
        gauge(
                "parley.store.memory.max",
                "Bytes that the store may use; 0: no limit",
                store,
                StoreState::maxMemoryBytes);
    }

    private void counter(String name, String description, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    private <T> void gauge(String name, String description, T owner, ToDoubleFunction<T> value) {
        Gauge.builder(name, owner, value).description(description).register(registry);
    }
}
