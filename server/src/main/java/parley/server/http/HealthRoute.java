package parley.server.http;

import com.google.gson.JsonObject;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import parley.server.store.StoreState;

/**
 * {@code /health}: how this node is. Always 200 while it answers at all; for load balancers there is {@link ReadyRoute}.
 * {@code status} is {@code ok}, {@code loading} (the store reads its files), {@code warning} (not durable, or memory above
 * 80 %), {@code full} (nothing new is stored) or {@code unavailable} (the store does not answer).
 */
public final class HealthRoute implements Route {

    private static final int WARN_MEMORY_PERCENT = 80;

    private final StoreState store;
    private final String version;

    /** Health of a node of this version on this store. */
    public HealthRoute(StoreState store, String version) {
        this.store = store;
        this.version = version;
    }

    @Override
    public Answer answer(Request request) {
        JsonObject health = new JsonObject();
        health.addProperty("status", status());
        health.addProperty("version", version);
        health.addProperty("uptimeMs", ManagementFactory.getRuntimeMXBean().getUptime());
        health.add("store", store());
        return Answer.json(200, health.toString());
    }

    private String status() {
        if (store.loadedFraction() < 1) {
            return "loading";
        }
        if (!store.reachable()) {
            return "unavailable";
        }
        if (store.full()) {
            return "full";
        }
        Integer memory = memoryPercent();
        boolean tight = memory != null && memory >= WARN_MEMORY_PERCENT;
        return tight || !store.durable() ? "warning" : "ok";
    }

    private JsonObject store() {
        JsonObject json = new JsonObject();
        json.addProperty("reachable", store.reachable());
        json.addProperty("loadedPercent", (int) (store.loadedFraction() * 100));
        json.addProperty("durable", store.durable());
        json.addProperty("notDurableBecause", store.notDurableBecause());
        json.addProperty("full", store.full());
        json.addProperty("memoryPercent", memoryPercent());
        return json;
    }

    private @Nullable Integer memoryPercent() {
        long max = store.maxMemoryBytes();
        return max <= 0 ? null : (int) (store.usedMemoryBytes() * 100 / max);
    }
}
